package org.xinqiao.gateway.bench.jmh;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.TrustDocuments;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.Clause;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Grade;
import org.xinqiao.trust.document.Grant;
import org.xinqiao.trust.document.Ladder;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberState;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.Rung;
import org.xinqiao.trust.document.Scale;

/**
 * A federation as large as one day's: two hundred cities, two of them with an agreement of ten
 * classes. All cities but these two publish the same keys; nobody looks theirs up.
 */
final class Trusted {
    static final NodeId HOME = NodeId.parse("cn-350200");
    static final NodeId HOST = NodeId.parse("cn-350100");
    static final long AGREEMENT = 350_001;
    static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    private static final int CITIES = 200;
    private static final int CLASSES = 10;
    private static final int KEYS_PER_CITY = 6;
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    final SigningKey key;
    final Agreement agreement = agreement();
    final TrustSnapshot snapshot;

    Trusted(SignatureAlgorithm algorithm) {
        var random = new SecureRandom();
        var signing = new ArrayList<SigningKey>();
        for (int i = 0; i < KEYS_PER_CITY; i++) {
            signing.add(Keys.generate(algorithm, random));
        }
        this.key = signing.getLast();
        var members = new ArrayList<Member>();
        var keys = new ArrayList<NodeKeys>();
        for (NodeId city : cities()) {
            members.add(new Member(city, "市", "City", Level.CITY, null, MemberState.ACTIVE));
            keys.add(keys(city, signing));
        }
        List<Benefit> benefits = IntStream.range(0, CLASSES).mapToObj(Trusted::benefit).toList();
        this.snapshot =
                TrustSnapshot.of(
                        new TrustDocuments(
                                42,
                                Instant.parse("2100-01-01T00:00:00Z"),
                                members,
                                keys,
                                List.of(agreement),
                                benefits,
                                catalogue(),
                                List.of()));
    }

    /** The trust of one of the two, which approved the agreement. */
    ActingTrust of(NodeId self) {
        return new ActingTrust(self, snapshot, Set.of(agreement.digest()));
    }

    private static List<NodeId> cities() {
        var cities = new ArrayList<NodeId>(List.of(HOME, HOST));
        for (int n = 0; cities.size() < CITIES; n++) {
            cities.add(NodeId.parse("cn-" + (360_001 + n)));
        }
        return cities;
    }

    private static NodeKeys keys(NodeId city, List<SigningKey> keys) {
        return new NodeKeys(
                city,
                URI.create("https://" + city + ".example"),
                Set.of(keys.getFirst().algorithm().suite()),
                keys.stream()
                        .map(key ->
                                new NodeKey(
                                        key.publicKey(),
                                        Set.of(KeyUse.values()),
                                        LONG_AGO,
                                        null,
                                        null))
                        .toList(),
                Set.of("pin-of-" + city));
    }

    private static Benefit benefit(int number) {
        return new Benefit(
                HOST + "/benefit-" + number,
                HOST,
                AGREEMENT,
                number,
                "权益",
                "benefit",
                null,
                null,
                Grant.IMMEDIATE,
                true);
    }

    private static Catalogue catalogue() {
        var items = new ArrayList<CatalogueItem>();
        for (String code : List.of("code", "eligibility", "rung", "grade", "score")) {
            items.add(
                    new CatalogueItem(
                            "credit." + code,
                            "项",
                            "item",
                            DisclosureClass.AUTHORISED,
                            Set.of(),
                            Set.of(AppliesTo.NATURAL),
                            "bench"));
        }
        return new Catalogue("bench", items, List.of());
    }

    private static Agreement agreement() {
        var grades = new ArrayList<Grade>();
        var rungs = new ArrayList<Rung>();
        for (int rung = 0; rung < 5; rung++) {
            rungs.add(new Rung(rung, "级" + rung, "rung " + rung));
            grades.add(new Grade("等" + rung, "grade " + rung, rung * 170, rung));
        }
        var scale = new Scale("分", "score", 1000, grades, true);
        Map<NodeId, Scale> scales = new HashMap<>(Map.of(HOME, scale, HOST, scale));
        List<AgreementClass> classes =
                IntStream.range(0, CLASSES)
                        .mapToObj(n ->
                                new AgreementClass(
                                        n, "purpose-" + n / 2, n % 5, "c" + n, false, false))
                        .toList();
        List<Clause> clauses =
                classes.stream().map(c -> new Clause(c.clause(), "款", "clause")).toList();
        return new Agreement(
                AGREEMENT,
                1,
                null,
                Set.of(HOME, HOST),
                new Ladder(rungs, scales),
                classes,
                clauses,
                Set.of(DisclosureLevel.ELIGIBILITY),
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2027-12-31"),
                null,
                true,
                "digest-of-agreement");
    }
}
