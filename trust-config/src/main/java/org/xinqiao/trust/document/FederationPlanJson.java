package org.xinqiao.trust.document;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.trust.document.FederationPlan.DelegationPlan;
import org.xinqiao.trust.document.FederationPlan.Expiry;
import org.xinqiao.trust.document.FederationPlan.Quorum;
import tools.jackson.databind.JsonNode;

/** {@code federation.yaml}; see the file of the sandbox for an example with comments. */
public final class FederationPlanJson {
    /** The protocol's bound: a freeze shows after a day at most. */
    static final int TIMESTAMP_HOURS_MAX = 24;

    private static final List<String> TOP = List.of("root", "targets", "snapshot", "timestamp");
    private static final int KEYS_MAX = 16;
    private static final Shape COUNT = Shapes.integer(1, KEYS_MAX);
    private static final Shape QUORUM =
            ObjectShape.object().with("keys", COUNT).with("threshold", COUNT);
    private static final Shape DAYS = Shapes.integer(1, 3660);
    private static final Shape DELEGATION =
            ObjectShape.object()
                    .with("role", Shapes.NODE)
                    .with(
                            "by",
                            Shapes.matching("must be targets or a node id", "targets|cn-[0-9]{6}"))
                    .with("keys", COUNT)
                    .with("threshold", COUNT)
                    .with(
                            "paths",
                            Shapes.set(
                                    Shapes.matching(
                                            "must be a pattern for target paths",
                                            "[a-z0-9.*?/-]{1,200}"),
                                    1,
                                    100));
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("name", Shapes.NAME)
                    .maybe("synthetic", Shapes.BOOL)
                    .with(
                            "expiry",
                            ObjectShape.object()
                                    .with("rootDays", DAYS)
                                    .with("targetsDays", DAYS)
                                    .with("snapshotDays", DAYS)
                                    .with("timestampHours", Shapes.integer(1, TIMESTAMP_HOURS_MAX)))
                    .with(
                            "roles",
                            ObjectShape.object()
                                    .with("root", QUORUM)
                                    .with("targets", QUORUM)
                                    .with("snapshot", QUORUM)
                                    .with("timestamp", QUORUM))
                    .with("delegations", Shapes.list(DELEGATION, 0, 4000));

    private FederationPlanJson() {}

    /** Everything that is wrong with the plan. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        for (String role : TOP) {
            checkQuorum(Shapes.at("roles", role), json.path("roles").path(role), faults);
        }
        Set<String> before = new HashSet<>(Set.of("targets"));
        JsonNode delegations = json.path("delegations");
        for (int i = 0; i < delegations.size(); i++) {
            String path = Shapes.at("delegations", i);
            JsonNode each = delegations.path(i);
            checkQuorum(path, each, faults);
            faults.require(
                    !each.path("by").isString() || before.contains(each.get("by").stringValue()),
                    path + ".by",
                    "must be targets, or a role that stands before");
            faults.require(
                    !each.path("role").isString() || before.add(each.get("role").stringValue()),
                    path + ".role",
                    "stands twice");
        }
        return faults.list();
    }

    private static void checkQuorum(String path, JsonNode json, Faults faults) {
        JsonNode keys = json.path("keys");
        JsonNode threshold = json.path("threshold");
        if (Shapes.isInt(keys) && Shapes.isInt(threshold)) {
            faults.require(
                    threshold.asLong() <= keys.asLong(),
                    Shapes.at(path, "threshold"),
                    "must not exceed the number of keys");
        }
    }

    /** The plan in a document. */
    public static FederationPlan read(JsonNode json) throws MalformedDocument {
        return Reading.of(json, FederationPlanJson::check, FederationPlanJson::plan);
    }

    private static FederationPlan plan(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        Fields roles = fields.object("roles");
        Map<String, Quorum> quorums = new HashMap<>();
        for (String role : TOP) {
            quorums.put(role, quorum(roles.object(role)));
        }
        return new FederationPlan(
                name.text("zh"),
                name.text("en"),
                expiry(fields.object("expiry")),
                quorums,
                Reading.each(fields.objects("delegations"), FederationPlanJson::delegation));
    }

    private static Expiry expiry(Fields fields) throws MalformedJson {
        return new Expiry(
                days(fields, "rootDays"),
                days(fields, "targetsDays"),
                days(fields, "snapshotDays"),
                Duration.ofHours(fields.integer("timestampHours", 1, TIMESTAMP_HOURS_MAX)));
    }

    private static Duration days(Fields fields, String name) throws MalformedJson {
        return Duration.ofDays(fields.integer(name, 1, 3660));
    }

    private static DelegationPlan delegation(Fields fields) throws MalformedJson {
        return new DelegationPlan(
                fields.text("role"), fields.text("by"), quorum(fields), fields.texts("paths"));
    }

    private static Quorum quorum(Fields fields) throws MalformedJson {
        return new Quorum(
                fields.integer("keys", 1, KEYS_MAX), fields.integer("threshold", 1, KEYS_MAX));
    }
}
