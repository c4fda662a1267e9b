package org.xinqiao.trust.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.AgreementMemory;
import org.xinqiao.trust.document.AgreementJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What must hold between documents. It passes over what has no good form; that is told apart. */
final class Relations {
    private final Edited edited;
    private final AgreementMemory memory;
    private final List<LintFault> faults = new ArrayList<>();

    Relations(Edited edited, AgreementMemory memory) {
        this.edited = edited;
        this.memory = memory;
    }

    List<LintFault> check() {
        checkMembers();
        checkNodes();
        checkKids();
        edited.of(DocumentType.AGREEMENT).values().forEach(this::checkAgreement);
        edited.of(DocumentType.BENEFITS).forEach(this::checkBenefits);
        faults.addAll(new DelegationRules(edited).check());
        return faults;
    }

    private void checkMembers() {
        Map<String, Member> members = new HashMap<>();
        edited.of(DocumentType.MEMBER)
                .forEach((name, document) ->
                        member(document).ifPresent(it -> members.put(name, it)));
        members.values().forEach(member -> checkParent(member, members));
    }

    private void checkParent(Member member, Map<String, Member> members) {
        YamlDocument document = edited.of(DocumentType.MEMBER).get(member.id().value());
        if (document == null || member.parent() == null) {
            return;
        }
        Member parent = members.get(member.parent().value());
        if (parent == null) {
            faults.add(document.fault("parent", "unknown-node", "is not a member"));
        } else if (!member.canBeBelow(parent)) {
            faults.add(
                    document.fault(
                            "parent",
                            "parent",
                            "must be of a higher level and contain the division"));
        }
    }

    private static Optional<Member> member(YamlDocument document) {
        try {
            return Optional.of(MemberJson.read(document.json()));
        } catch (MalformedDocument e) {
            return Optional.empty();
        }
    }

    private void checkNodes() {
        for (DocumentType type : List.of(DocumentType.KEYS, DocumentType.BENEFITS)) {
            edited.of(type)
                    .values()
                    .forEach(document -> checkNode(document, "node", document.json().path("node")));
        }
        for (YamlDocument agreement : edited.of(DocumentType.AGREEMENT).values()) {
            JsonNode parties = agreement.json().path("parties");
            for (int i = 0; i < parties.size(); i++) {
                checkNode(agreement, "parties[" + i + "]", parties.path(i));
            }
        }
    }

    private void checkNode(YamlDocument document, String path, JsonNode node) {
        if (node.isString() && !edited.of(DocumentType.MEMBER).containsKey(node.stringValue())) {
            faults.add(document.fault(path, "unknown-node", "is not a member"));
        }
    }

    /** One key for two nodes would let one speak for the other. */
    private void checkKids() {
        Set<String> kids = new HashSet<>();
        for (YamlDocument document : edited.of(DocumentType.KEYS).values()) {
            Set<String> own = new HashSet<>();
            for (String set : List.of("keys", "smKeys")) {
                JsonNode keys = document.json().path(set);
                for (int i = 0; i < keys.size(); i++) {
                    String kid = keys.path(i).path("kid").asString("");
                    if (kids.contains(kid)) {
                        faults.add(
                                document.fault(
                                        set + "[" + i + "].kid",
                                        "duplicate-kid",
                                        "is the key of another node"));
                    }
                    own.add(kid);
                }
            }
            kids.addAll(own);
        }
    }

    private void checkAgreement(YamlDocument document) {
        JsonNode classes = document.json().path("classes");
        Set<String> purposes = purposes();
        for (int i = 0; i < classes.size(); i++) {
            JsonNode purpose = classes.path(i).path("purpose");
            if (purpose.isString() && !purposes.contains(purpose.stringValue())) {
                faults.add(
                        document.fault(
                                "classes[" + i + "].purpose",
                                "unknown-purpose",
                                "is not a purpose of the catalogue"));
            }
        }
        checkQueries(document, purposes);
        try {
            memory.objection(AgreementJson.read(StrictJson.write(document.json())))
                    .ifPresent(objection ->
                            faults.add(document.fault("revision", "revision", objection)));
        } catch (MalformedDocument e) {
            // Each of its faults is told already.
        }
    }

    /** What is asked for stands in the catalogue, and the law lets it cross at all. */
    private void checkQueries(YamlDocument document, Set<String> purposes) {
        JsonNode answers = document.json().path("queries").path("answers");
        for (int i = 0; i < answers.size(); i++) {
            String path = "queries.answers[" + i + "]";
            JsonNode grant = answers.path(i);
            for (int k = 0; k < grant.path("purposes").size(); k++) {
                if (!purposes.contains(grant.path("purposes").path(k).asString(""))) {
                    faults.add(
                            document.fault(
                                    path + ".purposes[" + k + "]",
                                    "unknown-purpose",
                                    "is not a purpose of the catalogue"));
                }
            }
            for (int k = 0; k < grant.path("items").size(); k++) {
                checkItem(document, path + ".items[" + k + "]", grant, k);
            }
        }
    }

    private void checkItem(YamlDocument document, String path, JsonNode grant, int place) {
        JsonNode item = item(grant.path("items").path(place).asString(""));
        if (item.isMissingNode()) {
            faults.add(document.fault(path, "unknown-item", "is not an item of the catalogue"));
        } else if (isForbidden(item)) {
            faults.add(document.fault(path, "forbidden-item", "is never exchanged about a person"));
        } else if (item.path("class").asString("").equals(DisclosureClass.GOVERNMENT.name())
                && grant.path("duties").isEmpty()) {
            faults.add(
                    document.fault(
                            path, "no-duty", "is shared for a duty, and the grant names none"));
        }
    }

    private JsonNode item(String code) {
        for (YamlDocument catalogue : edited.of(DocumentType.CATALOGUE).values()) {
            for (JsonNode item : catalogue.json().path("items")) {
                if (item.path("code").asString("").equals(code)) {
                    return item;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean isForbidden(JsonNode item) {
        return holds(item.path("appliesTo"), each -> each.asString(""), AppliesTo.NATURAL.name())
                && Arrays.stream(Tag.values())
                        .filter(Tag::isForbidden)
                        .anyMatch(tag ->
                                holds(item.path("tags"), each -> each.asString(""), tag.name()));
    }

    private Set<String> purposes() {
        Set<String> purposes = new HashSet<>();
        for (YamlDocument catalogue : edited.of(DocumentType.CATALOGUE).values()) {
            catalogue
                    .json()
                    .path("purposes")
                    .forEach(each -> purposes.add(each.path("id").asString("")));
        }
        return purposes;
    }

    private void checkBenefits(String node, YamlDocument document) {
        JsonNode benefits = document.json().path("benefits");
        for (int i = 0; i < benefits.size(); i++) {
            JsonNode number = benefits.path(i).path("agreement");
            JsonNode classNumber = benefits.path(i).path("class");
            if (number.isIntegralNumber() && classNumber.isIntegralNumber()) {
                checkBenefit(document, "benefits[" + i + "]", node, number, classNumber);
            }
        }
    }

    private void checkBenefit(
            YamlDocument document,
            String path,
            String node,
            JsonNode number,
            JsonNode classNumber) {
        YamlDocument agreement = edited.of(DocumentType.AGREEMENT).get(number.asString());
        if (agreement == null) {
            faults.add(document.fault(path + ".agreement", "unknown-agreement", "is none of ours"));
            return;
        }
        if (!holds(agreement.json().path("parties"), each -> each.asString(""), node)) {
            faults.add(
                    document.fault(path + ".agreement", "not-a-party", node + " is not a party"));
        }
        if (!holds(
                agreement.json().path("classes"),
                each -> each.path("number").asString(""),
                classNumber.asString())) {
            faults.add(
                    document.fault(
                            path + ".class", "unknown-class", "is not a class of the agreement"));
        }
    }

    private static boolean holds(JsonNode list, Function<JsonNode, String> text, String value) {
        return list.valueStream().anyMatch(each -> text.apply(each).equals(value));
    }
}
