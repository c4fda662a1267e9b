package org.xinqiao.trust.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** What a node signs with, shows at TLS, and where it is reached. */
final class KeyWords {
    private KeyWords() {}

    static void tell(Difference difference, Telling to) {
        String node = difference.at(1);
        if (difference.depth() == 2 && (difference.isAdded() || difference.isRemoved())) {
            wholeDocument(difference, to);
            return;
        }
        String document = "keys/" + node;
        Names.Text name = to.names().node(node);
        String list = difference.at(2);
        boolean key = list.equals("keys") || list.equals("smKeys");
        if (key && difference.depth() == 4 && difference.isAdded()) {
            trusted(difference.at(3), difference.after(), document, name, to);
        } else if (key && difference.depth() == 4 && difference.isRemoved()) {
            ends(difference.at(3), difference.before(), document, name, to);
        } else if (key && difference.depth() > 4) {
            keyChanges(difference, document, name, to);
        } else if (list.equals("pins") && difference.depth() == 4) {
            pin(difference, document, name, to);
        } else {
            to.field(Kind.KEY_CHANGES, document, name, difference.from(2), difference);
        }
    }

    private static void wholeDocument(Difference difference, Telling to) {
        String node = difference.at(1);
        String document = "keys/" + node;
        Names.Text name = to.names().node(node);
        JsonNode keys = difference.value();
        if (difference.isAdded()) {
            String endpoint = Values.plain(keys.path("endpoint"));
            to.tell(
                    Kind.KEY_CHANGES,
                    document,
                    name.zh() + " 首次公布密钥，地址 " + endpoint,
                    name.en() + " publishes keys, and is reached at " + endpoint);
        } else {
            to.tell(
                    Kind.KEY_ENDS,
                    document,
                    name.zh() + " 不再公布任何密钥：无法再与其通信",
                    name.en() + " publishes no keys any more: nobody can talk with it");
        }
        for (String list : List.of("keys", "smKeys")) {
            for (String kid : keys.path(list).propertyNames()) {
                if (difference.isAdded()) {
                    trusted(kid, keys.path(list).path(kid), document, name, to);
                } else {
                    ends(kid, keys.path(list).path(kid), document, name, to);
                }
            }
        }
        for (String pin : keys.path("pins").propertyNames()) {
            pin(
                    new Difference(
                            List.of("keys", node, "pins", pin),
                            difference.isAdded() ? Values.NOTHING : keys.path("pins").path(pin),
                            difference.isAdded() ? keys.path("pins").path(pin) : Values.NOTHING),
                    document,
                    name,
                    to);
        }
    }

    private static void trusted(
            String kid, JsonNode key, String document, Names.Text name, Telling to) {
        String uses = uses(key);
        String from = Values.plain(key.path("startsAt"));
        String zhEnd = end(key, "retiredAt", "，自 ", " 起停用") + end(key, "revokedAt", "，自 ", " 起撤销");
        String enEnd =
                end(key, "retiredAt", ", retired at ", "")
                        + end(key, "revokedAt", ", revoked at ", "");
        to.tell(
                Kind.KEY_TRUSTED,
                document,
                name.zh() + " 的密钥 " + kid + " 自 " + from + " 起可信，用途 " + uses + zhEnd,
                name.en() + "'s key " + kid + " is trusted from " + from + " for " + uses + enEnd);
    }

    private static String end(JsonNode key, String member, String before, String after) {
        return key.has(member) ? before + Values.plain(key.path(member)) + after : "";
    }

    private static void ends(
            String kid, JsonNode key, String document, Names.Text name, Telling to) {
        to.tell(
                Kind.KEY_ENDS,
                document,
                name.zh() + " 的密钥 " + kid + " 被删除，不再可信，原用途 " + uses(key),
                name.en()
                        + "'s key "
                        + kid
                        + " is taken out and trusted no more; it was for "
                        + uses(key));
    }

    private static String uses(JsonNode key) {
        JsonNode uses = key.path("uses");
        return uses.isObject()
                ? uses.propertyNames().stream().sorted().collect(Collectors.joining(", "))
                : Values.plain(uses);
    }

    private static void keyChanges(
            Difference difference, String document, Names.Text name, Telling to) {
        String kid = difference.at(3);
        String field = difference.from(4);
        Names.Text key = new Names.Text(name.zh() + " 的密钥 " + kid, name.en() + "'s key " + kid);
        if (difference.isRemoved()) {
            boolean trustedAgain = field.equals("retiredAt") || field.equals("revokedAt");
            to.field(
                    trustedAgain ? Kind.KEY_TRUSTED : Kind.KEY_CHANGES,
                    document,
                    key,
                    field,
                    difference);
        } else if (field.equals("retiredAt")) {
            String at = Values.plain(difference.after());
            to.tell(
                    Kind.KEY_ENDS,
                    document,
                    key.zh() + " 停用：自 " + at + " 起署名的内容不被接受" + was(difference, "，原为 "),
                    key.en()
                            + " is retired: what is dated from "
                            + at
                            + " on is refused"
                            + was(difference, ", it was "));
        } else if (field.equals("revokedAt")) {
            String at = Values.plain(difference.after());
            to.tell(
                    Kind.KEY_ENDS,
                    document,
                    key.zh() + " 撤销：自 " + at + " 起到达的内容一律拒绝" + was(difference, "，原为 "),
                    key.en()
                            + " is revoked: whatever arrives from "
                            + at
                            + " on is refused"
                            + was(difference, ", it was "));
        } else {
            to.field(Kind.KEY_CHANGES, document, key, field, difference);
        }
    }

    private static String was(Difference difference, String words) {
        return difference.isAdded() ? "" : words + Values.plain(difference.before());
    }

    private static void pin(Difference difference, String document, Names.Text name, Telling to) {
        String pin = difference.at(3);
        if (difference.isAdded()) {
            to.tell(
                    Kind.KEY_TRUSTED,
                    document,
                    name.zh() + " 可使用指纹为 " + pin + " 的 TLS 密钥",
                    name.en() + " may show the TLS key with pin " + pin);
        } else {
            to.tell(
                    Kind.KEY_ENDS,
                    document,
                    name.zh() + " 不得再使用指纹为 " + pin + " 的 TLS 密钥",
                    name.en() + " may no longer show the TLS key with pin " + pin);
        }
    }
}
