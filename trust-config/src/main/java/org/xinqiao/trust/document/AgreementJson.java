package org.xinqiao.trust.document;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.EvaluationGrade;
import org.xinqiao.contracts.message.Honour;
import tools.jackson.databind.JsonNode;

/**
 * The payload of {@code agreements/<number>.json}; the file itself is a General JWS of typ {@code
 * xq-agreement} with every party's signature over it:
 *
 * <pre>{@code
 * { "number": 350001, "revision": 1, "parties": ["cn-330100", "cn-350200"],
 *   "ladder": { "rungs":  [ { "number": 0, "name": { "zh": "无", "en": "None" } }, … ],
 *               "scales": { "cn-350200": { "name": { "zh": "白鹭分", "en": "Egret Score" },
 *                   "max": 1000, "synthetic": true,
 *                   "grades": [ { "name": { "zh": "待提升", "en": "…" }, "min": 0, "rung": 0 }, … ] } } },
 *   "classes": [ { "number": 0, "purpose": "library.lending", "leastRung": 2, "clause": "3.1",
 *                  "fresh": false, "challenge": false, "unitsMax": 40 }, … ],
 *   "clauses": [ { "id": "3.1", "zh": "…", "en": "…" }, … ],
 *   "disclosure": ["ELIGIBILITY", "RUNG"], "streams": ["list/red"], "from": "2026-01-01", "until": "2031-12-31" }
 * }</pre>
 *
 * A class rests on {@code leastRung} or, instead, on {@code "honour": "VOLUNTEER"} ({@link
 * Honour}), or is for organisations: {@code "organisation": { "redList": true, "leastGrade": "B",
 * "named": true }} ({@link OrganisationTerms}), each member optional. A purpose is for people or
 * for organisations, not for both. {@code queries} says which items the parties ask each other for;
 * an agreement with it may do without classes. From revision 2 on {@code previous} is the digest of
 * the revision before. {@code ended}: {@code { "by", "at" }} ends the agreement with the signature
 * of that one party.
 */
public final class AgreementJson {
    /** One bit of a pass's claim of at most 96 bytes each. */
    public static final int CLASS_NUMBER_MAX = 767;

    /** Most units that a class may allow one person. */
    public static final int UNITS_MAX = 1_000_000;

    /** Most kinds of streams in one agreement. */
    public static final int STREAMS_MAX = 64;

    static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private static final Shape ORGANISATION =
            ObjectShape.object()
                    .maybe("redList", Shapes.BOOL)
                    .maybe("leastGrade", Shapes.constant(EvaluationGrade.class))
                    .maybe("named", Shapes.BOOL);
    private static final Shape CLASS =
            ObjectShape.object()
                    .with("number", Shapes.integer(0, CLASS_NUMBER_MAX))
                    .with("purpose", Shapes.PURPOSE)
                    .maybe("leastRung", Shapes.integer(0, LadderJson.RUNG_MAX))
                    .maybe("honour", Shapes.constant(Honour.class))
                    .maybe("organisation", ORGANISATION)
                    .with("clause", Shapes.TEXT)
                    .maybe("fresh", Shapes.BOOL)
                    .maybe("challenge", Shapes.BOOL)
                    .maybe("unitsMax", Shapes.integer(1, UNITS_MAX));
    private static final Shape CLAUSE =
            ObjectShape.object()
                    .with(
                            "id",
                            Shapes.matching(
                                    "must be a number such as 3.1",
                                    "[0-9]{1,4}(\\.[0-9]{1,4}){0,5}"))
                    .with("zh", Shapes.TEXT)
                    .with("en", Shapes.TEXT);
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("number", Shapes.integer(1, NUMBER_MAX))
                    .with("revision", Shapes.integer(1, Integer.MAX_VALUE))
                    .maybe("previous", Shapes.bytes(Digests.LENGTH))
                    .with("parties", Shapes.set(Shapes.NODE, 2, 64))
                    .with("ladder", LadderJson.SHAPE)
                    .with("classes", Shapes.list(CLASS, 0, CLASS_NUMBER_MAX + 1))
                    .with("clauses", Shapes.list(CLAUSE, 1, 200))
                    .with("disclosure", Shapes.set(Shapes.constant(DisclosureLevel.class), 1, 4))
                    .maybe("streams", Shapes.set(Shapes.STREAM, 1, STREAMS_MAX))
                    .maybe("queries", QueryTermsJson.SHAPE)
                    .with("from", Shapes.DATE)
                    .maybe("until", Shapes.DATE)
                    .maybe(
                            "ended",
                            ObjectShape.object().with("by", Shapes.NODE).with("at", Shapes.TIME))
                    .maybe("synthetic", Shapes.BOOL);

    private AgreementJson() {}

    /** Everything that is wrong with the payload. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        AgreementRules.check(json, faults);
        return faults.list();
    }

    /** The agreement in the payload of a JWS; its digest is over exactly these bytes. */
    public static Agreement read(byte[] payload) throws MalformedDocument {
        String digest = Base64Url.encode(Digests.sha256(payload));
        JsonNode json;
        try {
            json = StrictJson.parse(payload);
        } catch (MalformedJson e) {
            throw new MalformedDocument(List.of(new DocumentFault(e.path(), e.rule())));
        }
        return Reading.of(json, AgreementJson::check, fields -> agreement(fields, digest));
    }

    private static Agreement agreement(Fields fields, String digest) throws MalformedJson {
        return new Agreement(
                fields.integer("number", 1, NUMBER_MAX),
                fields.integer("revision", 1, Integer.MAX_VALUE),
                fields.optionalText("previous").orElse(null),
                nodes(fields.texts("parties")),
                LadderJson.read(fields.object("ladder")),
                Reading.each(fields.objects("classes"), AgreementJson::agreementClass),
                Reading.each(
                        fields.objects("clauses"),
                        each -> new Clause(each.text("id"), each.text("zh"), each.text("en"))),
                levels(fields.texts("disclosure")),
                fields.has("streams") ? Set.copyOf(fields.texts("streams")) : Set.of(),
                fields.has("queries") ? QueryTermsJson.read(fields.object("queries")) : null,
                fields.date("from"),
                fields.optionalDate("until").orElse((LocalDate) null),
                fields.has("ended") ? ending(fields.object("ended")) : null,
                fields.optionalBool("synthetic"),
                digest);
    }

    private static AgreementClass agreementClass(Fields fields) throws MalformedJson {
        return new AgreementClass(
                fields.integer("number", 0, CLASS_NUMBER_MAX),
                fields.text("purpose"),
                fields.has("leastRung") ? fields.integer("leastRung", 0, LadderJson.RUNG_MAX) : 0,
                fields.text("clause"),
                fields.optionalBool("fresh"),
                fields.optionalBool("challenge"),
                fields.has("unitsMax") ? fields.integer("unitsMax", 1, UNITS_MAX) : null,
                fields.has("honour") ? fields.constant("honour", Honour.class) : null,
                fields.has("organisation") ? terms(fields.object("organisation")) : null);
    }

    private static OrganisationTerms terms(Fields fields) throws MalformedJson {
        return new OrganisationTerms(
                fields.optionalBool("redList"),
                fields.has("leastGrade")
                        ? fields.constant("leastGrade", EvaluationGrade.class)
                        : null,
                fields.optionalBool("named"));
    }

    private static Ending ending(Fields fields) throws MalformedJson {
        return new Ending(NodeId.parse(fields.text("by")), fields.instant("at"));
    }

    private static Set<NodeId> nodes(List<String> texts) {
        Set<NodeId> nodes = new TreeSet<>();
        texts.forEach(text -> nodes.add(NodeId.parse(text)));
        return nodes;
    }

    private static Set<DisclosureLevel> levels(List<String> texts) {
        Set<DisclosureLevel> levels = EnumSet.noneOf(DisclosureLevel.class);
        texts.forEach(text -> levels.add(DisclosureLevel.valueOf(text)));
        return levels;
    }
}
