package org.xinqiao.contracts.message;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.items.request.v1}: one city asks another what it holds about one subject.
 *
 * @param subject about whom
 * @param items codes of the catalogue items, each once, at least one; more than {@value #ITEMS_MAX}
 *     are refused as too many
 * @param duty id of a duty of the agreement; null where none is claimed
 */
public record ItemsRequest(Subject subject, List<String> items, @Nullable String duty) {
    /** Most items that one question is answered for. */
    public static final int ITEMS_MAX = 16;

    /** Longest code of an item, and id of a duty. */
    public static final int CODE_CHARACTERS_MAX = 131;

    /** About whom: exactly one of these. A person's number is in none of them. */
    public sealed interface Subject {
        /**
         * An organisation, by its code, which is public.
         *
         * @param code its unified social credit code
         */
        record Organisation(UnifiedSocialCreditCode code) implements Subject {}

        /**
         * A person or organisation as the asking city knows them.
         *
         * @param pseudonym the pairwise pseudonym
         */
        record Known(Pseudonym pseudonym) implements Subject {}

        /**
         * Whoever gave a consent, which is the basis besides.
         *
         * @param consent its id
         */
        record Consenting(UUID consent) implements Subject {}

        /** Reads the one member that says who it is. */
        static Subject read(Fields fields) throws MalformedJson {
            try {
                Subject subject;
                if (fields.has("organisation")) {
                    subject = new Organisation(code(fields));
                } else if (fields.has("pseudonym")) {
                    subject = new Known(Pseudonym.parse(fields.text("pseudonym")));
                } else {
                    subject = new Consenting(uuid(fields));
                }
                fields.end();
                return subject;
            } catch (InvalidIdentifier e) {
                throw new MalformedJson(fields.path(), e.rule());
            }
        }

        private static UnifiedSocialCreditCode code(Fields fields) throws MalformedJson {
            String text = fields.text("organisation");
            UnifiedSocialCreditCode code = UnifiedSocialCreditCode.parse(text);
            if (!code.text().equals(text)) {
                throw fields.malformed(
                        "organisation", "in its one spelling: ASCII, capital letters");
            }
            return code;
        }

        private static UUID uuid(Fields fields) throws MalformedJson {
            String text = fields.text("consent");
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equals(text)) {
                    return id;
                }
            } catch (IllegalArgumentException e) {
                // refused below, as one in another spelling is
            }
            throw fields.malformed("consent", "a UUID in canonical form");
        }

        /** As it stands in messages. */
        default ObjectNode toJson() {
            ObjectNode json = StrictJson.object();
            return switch (this) {
                case Organisation organisation ->
                        json.put("organisation", organisation.code().text());
                case Known known -> json.put("pseudonym", known.pseudonym().value());
                case Consenting consenting -> json.put("consent", consenting.consent().toString());
            };
        }
    }

    /** Keeps its own copy. */
    public ItemsRequest {
        items = List.copyOf(items);
    }

    /** Reads the data; unknown members are refused. */
    public static ItemsRequest parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var request = read(fields);
        fields.end();
        return request;
    }

    /** Reads the members out of a body that holds others too. */
    public static ItemsRequest read(Fields fields) throws MalformedJson {
        Subject subject = Subject.read(fields.object("subject"));
        List<String> items = fields.texts("items");
        boolean bounded = items.stream().allMatch(item -> item.length() <= CODE_CHARACTERS_MAX);
        if (items.isEmpty() || !bounded || new HashSet<>(items).size() < items.size()) {
            throw fields.malformed("items", "different codes of catalogue items, at least one");
        }
        String duty = fields.has("duty") ? fields.text("duty", CODE_CHARACTERS_MAX) : null;
        if (duty != null && duty.isBlank()) {
            throw fields.malformed("duty", "must not be blank");
        }
        return new ItemsRequest(subject, items, duty);
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = StrictJson.object();
        json.set("subject", subject.toJson());
        var codes = json.putArray("items");
        items.forEach(codes::add);
        if (duty != null) {
            json.put("duty", duty);
        }
        return json;
    }
}
