package org.xinqiao.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node remembers of the agreements that it has seen signed: the last revision of each, by
 * its digest, and what every class number has ever meant. So no older revision comes back, the next
 * one names the last, and a class number that is a bit in passes never changes its meaning.
 *
 * <p>That all parties signed a revision stays true when one of their keys is revoked or lost later:
 * revocation refuses what newly arrives (section 2 of the protocol). A party that goes astray so
 * cannot undo an agreement between the others.
 */
public record AgreementMemory(Map<Long, Seen> seen) {
    /** Nothing seen yet. */
    public static final AgreementMemory NONE = new AgreementMemory(Map.of());

    /**
     * One agreement.
     *
     * @param classes what each class number means, ever since the first revision
     */
    public record Seen(int revision, String digest, Map<Integer, String> classes) {
        /** Keeps a copy. */
        public Seen {
            classes = Map.copyOf(classes);
        }

        /** What the number of a class means; a number never seen means what the class says. */
        private String meaningOf(AgreementClass each) {
            return classes.getOrDefault(each.number(), meaning(each));
        }
    }

    /** Keeps a copy. */
    public AgreementMemory {
        seen = Map.copyOf(seen);
    }

    /** Whether all parties were seen to have signed exactly this. */
    public boolean knows(Agreement agreement) {
        Seen last = seen.get(agreement.number());
        return last != null && last.digest().equals(agreement.digest());
    }

    /** Why a revision cannot follow what was seen, if it cannot. */
    public Optional<String> objection(Agreement agreement) {
        Seen last = seen.get(agreement.number());
        if (last == null || last.digest().equals(agreement.digest())) {
            return Optional.empty();
        }
        if (agreement.revision() <= last.revision()) {
            return Optional.of(
                    "revision "
                            + agreement.revision()
                            + " is not after "
                            + last.revision()
                            + ", whose digest is "
                            + last.digest());
        }
        if (agreement.revision() == last.revision() + 1
                && !last.digest().equals(agreement.previous())) {
            return Optional.of("does not name the digest of revision " + last.revision());
        }
        return agreement.classes().stream()
                .filter(each -> !meaning(each).equals(last.meaningOf(each)))
                .map(each -> "class number " + each.number() + " meant something else before")
                .findFirst();
    }

    /** The memory with a revision that all parties signed, or one party to end it. */
    public AgreementMemory with(Agreement agreement) {
        Map<Integer, String> classes = new HashMap<>();
        Seen last = seen.get(agreement.number());
        if (last != null) {
            classes.putAll(last.classes());
        }
        // One party alone may end it, but says nothing for the others by that.
        if (agreement.ended() == null) {
            agreement.classes().forEach(each -> classes.put(each.number(), meaning(each)));
        }
        Map<Long, Seen> next = new HashMap<>(seen);
        next.put(agreement.number(), new Seen(agreement.revision(), agreement.digest(), classes));
        return new AgreementMemory(next);
    }

    private static String meaning(AgreementClass each) {
        return each.purpose()
                + each.terms()
                        .map(terms -> " for organisations: " + terms.meaning())
                        .or(() -> each.attested().map(honour -> " by honour " + honour))
                        .orElse(" from rung " + each.leastRung());
    }

    /** The memory as a JSON document for the node's own disk. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.object();
        new TreeMap<>(seen)
                .forEach((number, last) -> {
                    ObjectNode each = json.putObject(number.toString());
                    each.put("revision", last.revision()).put("digest", last.digest());
                    ObjectNode classes = each.putObject("classes");
                    new TreeMap<>(last.classes())
                            .forEach((key, text) -> classes.put(key.toString(), text));
                });
        return json;
    }

    /** The memory in such a document. */
    public static AgreementMemory read(ObjectNode json) throws MalformedJson {
        Fields fields = new Fields("", json);
        Map<Long, Seen> seen = new HashMap<>();
        for (String number : fields.names()) {
            Fields each = fields.object(number);
            Fields texts = each.object("classes");
            Map<Integer, String> classes = new HashMap<>();
            for (String key : texts.names()) {
                classes.put(number(texts, key).intValue(), texts.text(key));
            }
            seen.put(
                    number(fields, number),
                    new Seen(
                            each.integer("revision", 1, Integer.MAX_VALUE),
                            each.text("digest"),
                            classes));
        }
        return new AgreementMemory(seen);
    }

    private static Long number(Fields fields, String name) throws MalformedJson {
        if (!name.matches("[0-9]{1,10}")) {
            throw fields.malformed(name, "must be a number");
        }
        return Long.valueOf(name);
    }
}
