package org.xinqiao.trust.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What must hold between the members of an agreement. Lenient to shape, which is judged apart. */
final class AgreementRules {
    private AgreementRules() {}

    static void check(JsonNode json, Faults faults) {
        checkRevision(json, faults);
        checkTerm(json, faults);
        Set<Integer> rungs = LadderJson.checkRungs(json.path("ladder"), faults);
        checkParties(json, faults);
        Set<String> clauses = checkClauses(json.path("clauses"), faults);
        faults.require(
                !json.path("classes").isArray()
                        || !json.path("classes").isEmpty()
                        || json.has("queries"),
                "classes",
                "must hold at least one, where there are no queries");
        checkClasses(json.path("classes"), rungs, clauses, faults);
        QueryTermsJson.check(json, clauses, faults);
        LadderJson.checkScales(json.path("ladder"), rungs, faults);
    }

    private static void checkRevision(JsonNode json, Faults faults) {
        if (Shapes.isInt(json.path("revision"))) {
            boolean first = json.get("revision").asLong() == 1;
            faults.require(
                    first != json.has("previous"),
                    "previous",
                    first
                            ? "the first revision has none"
                            : "a later revision names the digest of the one before");
        }
    }

    private static void checkTerm(JsonNode json, Faults faults) {
        JsonNode from = json.path("from");
        JsonNode until = json.path("until");
        // Calendar dates of four-digit years compare as texts.
        if (from.isString() && until.isString()) {
            faults.require(
                    from.stringValue().compareTo(until.stringValue()) <= 0,
                    "until",
                    "must not be before from");
        }
    }

    private static void checkParties(JsonNode json, Faults faults) {
        Set<String> parties = new TreeSet<>();
        json.path("parties")
                .valueStream()
                .filter(JsonNode::isString)
                .forEach(party -> parties.add(party.stringValue()));
        JsonNode scales = json.path("ladder").path("scales");
        for (String party : parties) {
            faults.require(
                    scales.has(party) || isForOrganisationsAlone(json),
                    Shapes.at("ladder.scales", party),
                    "the party has no mapping of its grades to the ladder");
        }
        for (String node : scales.propertyNames()) {
            faults.require(
                    parties.contains(node), Shapes.at("ladder.scales", node), "is not a party");
        }
        JsonNode by = json.path("ended").path("by");
        faults.require(
                !by.isString() || parties.contains(by.stringValue()),
                "ended.by",
                "must be a party");
    }

    /** Then nothing rests on a rung, and nobody has a score to map. */
    private static boolean isForOrganisationsAlone(JsonNode json) {
        JsonNode classes = json.path("classes");
        return classes.isArray()
                && classes.valueStream().allMatch(each -> each.has("organisation"));
    }

    private static Set<String> checkClauses(JsonNode clauses, Faults faults) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < clauses.size(); i++) {
            JsonNode id = clauses.path(i).path("id");
            faults.require(
                    !id.isString() || ids.add(id.stringValue()),
                    Shapes.at("clauses", i) + ".id",
                    "stands twice");
        }
        return ids;
    }

    private static void checkClasses(
            JsonNode classes, Set<Integer> rungs, Set<String> clauses, Faults faults) {
        Set<Long> numbers = new HashSet<>();
        Map<String, Boolean> forOrganisations = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            JsonNode each = classes.path(i);
            String path = Shapes.at("classes", i);
            JsonNode number = each.path("number");
            faults.require(
                    !Shapes.isInt(number) || numbers.add(number.asLong()),
                    path + ".number",
                    "the class number is used twice");
            JsonNode rung = each.path("leastRung");
            faults.require(
                    !Shapes.isInt(rung) || rungs.contains(rung.asInt()),
                    path + ".leastRung",
                    "is not a rung of the ladder");
            faults.require(
                    Stream.of("leastRung", "honour", "organisation").filter(each::has).count() == 1,
                    path,
                    "rests on exactly one of leastRung, honour and organisation");
            JsonNode purpose = each.path("purpose");
            boolean organisations = each.has("organisation");
            faults.require(
                    !purpose.isString()
                            || forOrganisations.getOrDefault(purpose.stringValue(), organisations)
                                    == organisations,
                    path + ".purpose",
                    "is for people or for organisations, not for both");
            if (purpose.isString()) {
                forOrganisations.putIfAbsent(purpose.stringValue(), organisations);
            }
            JsonNode clause = each.path("clause");
            faults.require(
                    !clause.isString() || clauses.contains(clause.stringValue()),
                    path + ".clause",
                    "is not a clause of the agreement");
        }
    }
}
