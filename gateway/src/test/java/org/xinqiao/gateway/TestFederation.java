package org.xinqiao.gateway;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.EvaluationGrade;
import org.xinqiao.contracts.message.Honour;
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
import org.xinqiao.trust.document.OrganisationTerms;
import org.xinqiao.trust.document.Rung;
import org.xinqiao.trust.document.Scale;

/** A small federation in memory: two cities with an agreement, a third without. */
public final class TestFederation {
    /** What one person may hold of class 0. */
    public static final int UNITS_MAX = 40;

    public static final NodeId HOME = NodeId.parse("cn-350200");
    public static final NodeId HOST = NodeId.parse("cn-350100");
    public static final NodeId STRANGER = NodeId.parse("cn-330300");
    public static final long AGREEMENT = 350_001;
    public static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Private keys by node, of both suites. */
    public final Map<NodeId, Map<Suite, SigningKey>> signing = new HashMap<>();

    public final List<Member> members = new ArrayList<>();
    public final List<NodeKeys> keys = new ArrayList<>();
    public final List<Benefit> benefits = new ArrayList<>();
    public Agreement agreement = agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);

    public TestFederation() {
        for (NodeId node : List.of(HOME, HOST, STRANGER)) {
            members.add(new Member(node, "市", "City", Level.CITY, null, MemberState.ACTIVE));
            Map<Suite, SigningKey> own =
                    Map.of(
                            Suite.INTL, Keys.generate(SignatureAlgorithm.ES256, RANDOM),
                            Suite.SM, Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM));
            signing.put(node, own);
            publish(
                    node,
                    own.values().stream().map(key -> key(key, Set.of(KeyUse.values()))).toList());
        }
        benefits.add(benefit(HOST, "library.deposit-free", 0));
        benefits.add(benefit(HOST, "bicycle.ride-first", 3));
        benefits.add(benefit(HOME, "library.deposit-free", 0));
    }

    /** A published key that started long ago. */
    public static NodeKey key(SigningKey key, Set<KeyUse> uses) {
        return new NodeKey(
                key.publicKey(), uses, Instant.parse("2026-01-01T00:00:00Z"), null, null);
    }

    /** Replaces what a node publishes. */
    public void publish(NodeId node, List<NodeKey> published) {
        keys.removeIf(known -> known.node().equals(node));
        keys.add(
                new NodeKeys(
                        node,
                        URI.create("https://localhost:1"),
                        Set.of(Suite.values()),
                        published,
                        Set.of(pin(node))));
    }

    /** The pin of a node's certificate. */
    public static String pin(NodeId node) {
        return "pin-of-" + node;
    }

    /** The signing key of a node. */
    public SigningKey key(NodeId node, Suite suite) {
        return signing.get(node).get(suite);
    }

    /** The trust of one node, which approved the agreement. */
    public ActingTrust trustOf(NodeId self) {
        return new ActingTrust(self, snapshot(), Set.of(agreement.digest()));
    }

    /** The trust documents. */
    public TrustSnapshot snapshot() {
        return TrustSnapshot.of(
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

    /** The catalogue of the credit items. */
    public static Catalogue catalogue() {
        var items = new ArrayList<CatalogueItem>();
        for (String code :
                List.of(
                        "credit.code",
                        "credit.eligibility",
                        "credit.rung",
                        "credit.grade",
                        "credit.score",
                        "subject.pseudonym")) {
            items.add(
                    new CatalogueItem(
                            code,
                            "项",
                            "item",
                            DisclosureClass.AUTHORISED,
                            Set.of(),
                            Set.of(AppliesTo.NATURAL),
                            "test"));
        }
        for (String code :
                List.of(
                        "organisation.credit-code",
                        "organisation.eligibility",
                        "organisation.pseudonym",
                        "organisation.name",
                        "organisation.code")) {
            items.add(
                    new CatalogueItem(
                            code,
                            "项",
                            "item",
                            DisclosureClass.PUBLIC,
                            Set.of(),
                            Set.of(AppliesTo.ORGANISATION),
                            "test"));
        }
        return new Catalogue("test", items, List.of());
    }

    /** An agreement of classes on a ladder of five rungs, for an honour, and for organisations. */
    public static Agreement agreement(Set<NodeId> parties, DisclosureLevel most) {
        var scale =
                new Scale(
                        "分",
                        "score",
                        1000,
                        List.of(
                                new Grade("待提升", "to improve", 0, 0),
                                new Grade("中等", "fair", 530, 1),
                                new Grade("良好", "good", 600, 2),
                                new Grade("优秀", "excellent", 650, 3),
                                new Grade("极好", "outstanding", 680, 4)),
                        true);
        var scales = new HashMap<NodeId, Scale>();
        parties.forEach(party -> scales.put(party, scale));
        var rungs = new ArrayList<Rung>();
        for (int number = 0; number < 5; number++) {
            rungs.add(new Rung(number, "级" + number, "rung " + number));
        }
        return new Agreement(
                AGREEMENT,
                1,
                null,
                parties,
                new Ladder(rungs, scales),
                List.of(
                        new AgreementClass(0, "library.lending", 2, "c1", false, false, UNITS_MAX),
                        new AgreementClass(1, "bicycle.rental", 4, "c2", false, false),
                        new AgreementClass(3, "bicycle.rental", 3, "c2", false, false),
                        new AgreementClass(9, "parking.deferred-payment", 1, "c3", false, false),
                        new AgreementClass(
                                10,
                                "culture.venues",
                                0,
                                "c3",
                                false,
                                false,
                                null,
                                Honour.VOLUNTEER,
                                null),
                        new AgreementClass(
                                11,
                                "approval.green-channel",
                                0,
                                "c4",
                                false,
                                false,
                                null,
                                null,
                                new OrganisationTerms(true, null, false)),
                        new AgreementClass(
                                12,
                                "finance.credit-loan",
                                0,
                                "c4",
                                true,
                                false,
                                null,
                                null,
                                new OrganisationTerms(false, EvaluationGrade.B, true))),
                List.of(
                        new Clause("c1", "一", "one"),
                        new Clause("c2", "二", "two"),
                        new Clause("c3", "三", "three"),
                        new Clause("c4", "四", "four")),
                Set.of(DisclosureLevel.ELIGIBILITY, most),
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2027-12-31"),
                null,
                true,
                "digest-of-agreement");
    }

    /** A benefit of a city. */
    public static Benefit benefit(NodeId city, String name, int classNumber) {
        return new Benefit(
                city + "/" + name,
                city,
                AGREEMENT,
                classNumber,
                "权益",
                "benefit",
                null,
                null,
                Grant.IMMEDIATE,
                true);
    }
}
