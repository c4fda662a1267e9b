package org.xinqiao.gateway.lists;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.SourceBody;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

/** Entries about invented subjects of every class, and the catalogue that they stand in. */
public final class QuerySamples {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    public static final String USCC = "91350200MA2Y0TKL8Q";
    public static final String CITIZEN = "11010519491231002X";

    /** The catalogue as a document. */
    public static final String CATALOGUE =
            """
            {"version": "2026", "items": [
              {"code": "record.penalty", "name": {"zh": "行政处罚", "en": "Penalty"},
               "kind": "BREACH", "class": "PUBLIC", "appliesTo": ["ORGANISATION", "NATURAL"],
               "level": "NATION", "from": "2024-01-01", "fields": [
                 {"name": "CF_NR", "zh": "处罚内容"},
                 {"name": "CF_FR", "zh": "法定代表人", "holds": "PERSON_NAME"},
                 {"name": "CF_FR_ZJHM", "zh": "证件号码", "holds": "IDENTITY_NUMBER"}]},
              {"code": "record.licence", "name": {"zh": "行政许可", "en": "Licence"},
               "kind": "BASIC", "class": "PUBLIC", "appliesTo": ["ORGANISATION", "NATURAL"],
               "level": "NATION", "from": "2024-01-01", "fields": []},
              {"code": "record.inspection", "name": {"zh": "行政检查", "en": "Inspection"},
               "kind": "BREACH", "class": "GOVERNMENT", "appliesTo": ["ORGANISATION", "NATURAL"],
               "level": "NATION", "from": "2024-01-01", "fields": [
                 {"name": "CF_NR", "zh": "检查结果"}]},
              {"code": "record.social", "name": {"zh": "社保缴纳", "en": "Social insurance"},
               "kind": "BASIC", "class": "AUTHORISED", "appliesTo": ["ORGANISATION", "NATURAL"],
               "level": "NATION", "from": "2024-01-01", "fields": [
                 {"name": "CF_NR", "zh": "缴纳情况"}]}]}
            """;

    private QuerySamples() {}

    /** The catalogue. */
    public static EntryCatalogue catalogue() throws MalformedJson {
        return EntryCatalogue.parse(
                StrictJson.parseObject(CATALOGUE.getBytes(StandardCharsets.UTF_8)));
    }

    /** What an organisation's entry says. */
    public static EntryBuilder organisation(String code, String item, DisclosureClass disclosure) {
        return entry(
                item, disclosure, new Subject.Organisation(new StatedNumber(code), "厦门示例贸易有限公司"));
    }

    /** What a person's entry says, with the number wherever a careless source puts it. */
    public static Entry person(String item, DisclosureClass disclosure) {
        return entry(
                        item,
                        disclosure,
                        new Subject.Person(
                                SubjectType.CITIZEN,
                                new StatedNumber(CITIZEN),
                                new StatedName("陈雅琳")))
                .basis("依据对 " + CITIZEN + " 的决定")
                .build();
    }

    private static EntryBuilder entry(String item, DisclosureClass disclosure, Subject subject) {
        return new EntryBuilder(
                        item,
                        disclosure,
                        subject,
                        new SourceBody(
                                new StatedNumber("11350200004133222T"),
                                "350200",
                                Level.CITY,
                                "厦门市市场监督管理局"))
                .document(new Document(LocalDate.of(2026, 3, 1), "厦市监罚〔2026〕1号"))
                .basis("广告法第五十五条")
                .fields(
                        EntryFields.of(
                                Map.of(
                                        "CF_NR",
                                        "法定代表人证件号 " + CITIZEN + "，罚款",
                                        "CF_FR",
                                        "陈雅琳",
                                        "CF_FR_ZJHM",
                                        CITIZEN)));
    }

    /** The items of the catalogue with the class of each. */
    public static List<Map.Entry<String, DisclosureClass>> items() {
        return List.of(
                Map.entry("record.penalty", DisclosureClass.PUBLIC),
                Map.entry("record.licence", DisclosureClass.PUBLIC),
                Map.entry("record.inspection", DisclosureClass.GOVERNMENT),
                Map.entry("record.social", DisclosureClass.AUTHORISED));
    }
}
