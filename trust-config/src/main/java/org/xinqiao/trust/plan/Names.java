package org.xinqiao.trust.plan;

import java.util.Arrays;
import java.util.Locale;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.trust.document.DocumentType;
import tools.jackson.databind.JsonNode;

/** What members, benefits and rungs are called, by the newer version that knows them. */
final class Names {
    private final TrustVersion before;
    private final TrustVersion after;

    Names(TrustVersion before, TrustVersion after) {
        this.before = before;
        this.after = after;
    }

    /** A text in both languages. */
    record Text(String zh, String en) {}

    /** A member's name with its id. */
    Text node(String id) {
        JsonNode name = member(after, id).path("name");
        if (!name.has("zh")) {
            name = member(before, id).path("name");
        }
        return name.has("zh")
                ? new Text(
                        name.path("zh").asString("") + "（" + id + "）",
                        name.path("en").asString("") + " (" + id + ")")
                : new Text(id, id);
    }

    private static JsonNode member(TrustVersion version, String id) {
        return version.of(DocumentType.MEMBER).getOrDefault(id, Values.NOTHING);
    }

    /** A name object of a document. */
    static Text name(JsonNode name, String otherwise) {
        return new Text(name.path("zh").asString(otherwise), name.path("en").asString(otherwise));
    }

    static Text level(String level) {
        String zh =
                switch (level) {
                    case "NATION" -> "国家级";
                    case "PROVINCE" -> "省级";
                    case "CITY" -> "市级";
                    case "DISTRICT" -> "区县级";
                    default -> level;
                };
        boolean known = Arrays.stream(Level.values()).anyMatch(l -> l.name().equals(level));
        return new Text(zh, known ? level.toLowerCase(Locale.ROOT) : level);
    }
}
