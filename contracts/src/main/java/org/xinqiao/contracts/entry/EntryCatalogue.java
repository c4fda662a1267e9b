package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalogue 公共信用信息目录 of the entries that may be collected and shared at all: the national base
 * catalogue with local supplements. As a document:
 *
 * <pre>{@code
 * { "version": "2026",
 *   "items": [ { "code": "record.penalty", "name": { "zh": "行政处罚", "en": "Penalty" },
 *                "kind": "BREACH", "class": "PUBLIC", "appliesTo": ["ORGANISATION", "NATURAL"],
 *                "level": "NATION", "from": "2024-01-01", "doublePublicity": true,
 *                "fields": [ { "name": "CF_NR", "zh": "处罚内容", "required": true },
 *                            { "name": "CF_FR_ZJHM", "zh": "证件号码", "holds": "IDENTITY_NUMBER" } ] } ] }
 * }</pre>
 */
public final class EntryCatalogue {
    /** Names nothing, so that nothing is collected. */
    public static final EntryCatalogue NONE = new EntryCatalogue("none", List.of());

    /** How many items one catalogue has. */
    public static final int ITEMS_MAX = 10_000;

    private final String version;
    private final Map<String, EntryItem> items;

    /** The catalogue of these items, each with another code. */
    public EntryCatalogue(String version, List<EntryItem> items) {
        this.version = version;
        var byCode = new HashMap<String, EntryItem>();
        for (EntryItem item : items) {
            if (byCode.put(item.code(), item) != null) {
                throw new IllegalArgumentException("an item stands twice: " + item.code());
            }
        }
        this.items = Map.copyOf(byCode);
    }

    /** Which one. */
    public String version() {
        return version;
    }

    /** The item of a code. */
    public Optional<EntryItem> item(String code) {
        return Optional.ofNullable(items.get(code));
    }

    /** With what a local supplement names besides; of what both name, this one counts. */
    public EntryCatalogue supplementedBy(EntryCatalogue local) {
        var all = new ArrayList<>(items());
        local.items().stream().filter(item -> !items.containsKey(item.code())).forEach(all::add);
        return new EntryCatalogue(this == NONE ? local.version : version, all);
    }

    /** All items. */
    public List<EntryItem> items() {
        return List.copyOf(items.values());
    }

    /** Reads the document; unknown members are refused. */
    public static EntryCatalogue parse(ObjectNode json) throws MalformedJson {
        var fields = new Fields("", json);
        String version = fields.text("version", 32);
        fields.optionalBool("synthetic");
        List<EntryItem> items = new ArrayList<>();
        for (Fields item : fields.objects("items")) {
            items.add(item(item));
        }
        fields.end();
        if (items.size() > ITEMS_MAX) {
            throw fields.malformed("items", "must be at most " + ITEMS_MAX);
        }
        try {
            return new EntryCatalogue(version, items);
        } catch (IllegalArgumentException e) {
            throw fields.malformed("items", String.valueOf(e.getMessage()));
        }
    }

    private static EntryItem item(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        LocalDate from = fields.date("from");
        LocalDate until = fields.optionalDate("until").orElse(null);
        if (until != null && until.isBefore(from)) {
            throw fields.malformed("until", "must not be before from");
        }
        var item =
                new EntryItem(
                        fields.text("code", 64),
                        name.text("zh"),
                        name.text("en"),
                        fields.constant("kind", ItemKind.class),
                        fields.has("list") ? fields.constant("list", ListKind.class) : null,
                        fields.constant("class", DisclosureClass.class),
                        constants(fields, "appliesTo", AppliesTo.class),
                        fields.constant("level", Level.class),
                        from,
                        until,
                        fields.optionalBool("doublePublicity"),
                        fields(fields));
        name.end();
        fields.end();
        return item;
    }

    private static Map<String, EntryField> fields(Fields item) throws MalformedJson {
        List<EntryField> list = new ArrayList<>();
        for (Fields fields : item.objects("fields")) {
            try {
                list.add(
                        new EntryField(
                                fields.text("name"),
                                fields.text("zh"),
                                fields.optionalBool("required"),
                                fields.has("holds")
                                        ? fields.constant("holds", EntryField.Holds.class)
                                        : EntryField.Holds.TEXT,
                                fields.has("tags")
                                        ? constants(fields, "tags", Tag.class)
                                        : Set.of()));
            } catch (IllegalArgumentException e) {
                throw fields.malformed("name", String.valueOf(e.getMessage()));
            }
            fields.end();
        }
        try {
            return EntryItem.byName(list);
        } catch (IllegalStateException e) {
            throw item.malformed("fields", "must each have another name");
        }
    }

    private static <E extends Enum<E>> Set<E> constants(Fields fields, String name, Class<E> type)
            throws MalformedJson {
        Set<E> constants = EnumSet.noneOf(type);
        for (String text : fields.texts(name)) {
            try {
                constants.add(Enum.valueOf(type, text));
            } catch (IllegalArgumentException e) {
                throw fields.malformed(name, "is none of the agreed values");
            }
        }
        return constants;
    }
}
