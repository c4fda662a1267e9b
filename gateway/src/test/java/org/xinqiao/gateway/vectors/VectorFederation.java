package org.xinqiao.gateway.vectors;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberJson;
import org.xinqiao.trust.document.MemberState;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.NodeKeysJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The federation that all vectors are judged by: its keys follow from their names alone. */
final class VectorFederation {
    static final NodeId HOME = NodeId.parse("cn-350200");
    static final NodeId HOST = NodeId.parse("cn-350100");
    static final NodeId STRANGER = NodeId.parse("cn-330100");
    static final NodeId SUSPENDED = NodeId.parse("cn-330300");
    static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    static final long AGREEMENT = 350_001;
    static final int HIGHEST_CLASS = 9;
    static final List<SignatureAlgorithm> ALGORITHMS = List.of(SignatureAlgorithm.values());

    private static final Set<KeyUse> EVERYTHING =
            EnumSet.of(KeyUse.MESSAGE, KeyUse.PASS, KeyUse.CONSENT, KeyUse.AGREEMENT);
    private static final String AGREEMENT_JSON =
            """
            {"number":350001,"revision":1,"parties":["cn-350100","cn-350200"],
             "ladder":{"rungs":[{"number":0,"name":{"zh":"无","en":"None"}},
                                {"number":1,"name":{"zh":"一般","en":"Fair"}},
                                {"number":2,"name":{"zh":"良好","en":"Good"}}],
               "scales":{"cn-350100":{"name":{"zh":"分","en":"Score"},"max":1000,"grades":
                          [{"name":{"zh":"低","en":"Low"},"min":0,"rung":0},
                           {"name":{"zh":"良好","en":"Good"},"min":600,"rung":2}]},
                         "cn-350200":{"name":{"zh":"分","en":"Score"},"max":1000,"grades":
                          [{"name":{"zh":"低","en":"Low"},"min":0,"rung":0},
                           {"name":{"zh":"良好","en":"Good"},"min":600,"rung":2}]}}},
             "classes":[{"number":0,"purpose":"library.lending","leastRung":2,"clause":"3.1"},
                        {"number":8,"purpose":"approval.green-channel","clause":"4.1",
                         "organisation":{"redList":true,"leastGrade":"B","named":true}},
                        {"number":9,"purpose":"bicycle.rental","leastRung":2,"clause":"3.1"}],
             "clauses":[{"id":"3.1","zh":"良好及以上","en":"From rung Good on"},
                        {"id":"4.1","zh":"红名单且 B 级及以上","en":"On a red list and evaluated B"}],
             "disclosure":["ELIGIBILITY","RUNG"],"from":"2026-01-01","until":"2034-12-31",
             "synthetic":true}
            """;

    /** The private keys by their names, such as {@code cn-350100 ES256 revoked}. */
    private final Map<String, SigningKey> signing = new TreeMap<>();

    private final List<NodeKeys> published = new ArrayList<>();

    VectorFederation() {
        for (NodeId node : List.of(HOME, HOST, STRANGER, SUSPENDED)) {
            var keys = new ArrayList<NodeKey>();
            for (SignatureAlgorithm algorithm : ALGORITHMS) {
                keys.add(key(node, algorithm, "", EVERYTHING, LONG_AGO, null, null));
            }
            if (node.equals(HOME) || node.equals(HOST)) {
                special(node, keys);
            }
            published.add(
                    new NodeKeys(
                            node,
                            URI.create("https://" + node + ".example"),
                            EnumSet.allOf(Suite.class),
                            keys,
                            Set.of(pin(node))));
        }
    }

    private void special(NodeId node, List<NodeKey> keys) {
        for (SignatureAlgorithm algorithm : ALGORITHMS) {
            keys.add(
                    key(
                            node,
                            algorithm,
                            "revoked",
                            EVERYTHING,
                            LONG_AGO,
                            null,
                            NOW.minus(Duration.ofDays(1))));
            keys.add(
                    key(
                            node,
                            algorithm,
                            "retired",
                            EVERYTHING,
                            LONG_AGO,
                            NOW.minusSeconds(60),
                            null));
            Instant tomorrow = NOW.plus(Duration.ofDays(1));
            keys.add(key(node, algorithm, "future", EVERYTHING, tomorrow, null, null));
            keys.add(
                    key(
                            node,
                            algorithm,
                            "records",
                            EnumSet.of(KeyUse.CONSENT),
                            LONG_AGO,
                            null,
                            null));
        }
        for (KeyUse use : List.of(KeyUse.LOG, KeyUse.WITNESS)) {
            keys.add(
                    key(
                            node,
                            SignatureAlgorithm.EDDSA,
                            use.wire(),
                            EnumSet.of(use),
                            LONG_AGO,
                            null,
                            null));
        }
    }

    private NodeKey key(
            NodeId node,
            SignatureAlgorithm algorithm,
            String name,
            Set<KeyUse> uses,
            Instant starts,
            Instant retired,
            Instant revoked) {
        SigningKey key = make(node, algorithm, name);
        return new NodeKey(key.publicKey(), uses, starts, retired, revoked);
    }

    /** A key that no node publishes: a device's, or a stranger's. */
    SigningKey make(Object owner, SignatureAlgorithm algorithm, String name) {
        String label = (owner + " " + algorithm.jose() + " " + name).strip();
        return signing.computeIfAbsent(label, l -> ofLabel(algorithm, l));
    }

    SigningKey key(NodeId node, SignatureAlgorithm algorithm) {
        return make(node, algorithm, "");
    }

    private static SigningKey ofLabel(SignatureAlgorithm algorithm, String label) {
        SigningKey key = Keys.generate(algorithm, new Named(label));
        return algorithm == SignatureAlgorithm.ES256 ? new PortableEs256(key) : key;
    }

    /** Not random at all: whoever knows the name knows the key. */
    private static final class Named extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final String label;

        Named(String label) {
            super();
            this.label = label;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            String text = "xinqiao public test key " + label;
            byte[] digest = Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
            System.arraycopy(digest, 0, bytes, 0, bytes.length);
        }
    }

    static String pin(NodeId node) {
        return Base64Url.encode(Digests.sha256(node.value().getBytes(StandardCharsets.UTF_8)));
    }

    /** What is published, as {@code federation.json}. */
    ObjectNode json() {
        ObjectNode json =
                StrictJson.object()
                        .put(
                                "about",
                                "The trust documents that the vectors beside this file are judged"
                                        + " by. Every key here is a PUBLIC TEST KEY: its private"
                                        + " half stands in test_keys.json.")
                        .put("xqtrust", 42);
        ArrayNode members = json.putArray("members");
        for (Member member : members()) {
            members.add(MemberJson.write(member));
        }
        ArrayNode keys = json.putArray("keys");
        published.forEach(node -> keys.add(NodeKeysJson.write(node)));
        try {
            byte[] agreement = AGREEMENT_JSON.getBytes(StandardCharsets.UTF_8);
            json.putArray("agreements").add(StrictJson.parse(agreement));
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
        return json;
    }

    /** The private keys, as {@code test_keys.json}. */
    ObjectNode privateJson() {
        ObjectNode json =
                StrictJson.object()
                        .put(
                                "about",
                                "PUBLIC TEST KEYS, private halves included, for making vectors."
                                        + " No federation accepts a document that publishes one.");
        ArrayNode keys = json.putArray("keys");
        signing.forEach((name, key) -> {
            ObjectNode jwk = keys.addObject().put("name", name).putObject("jwk");
            jwk.setAll(key.privateJwk());
        });
        return json;
    }

    private static List<Member> members() {
        NodeId nation = NodeId.parse("cn-100000");
        NodeId fujian = NodeId.parse("cn-350000");
        NodeId zhejiang = NodeId.parse("cn-330000");
        return List.of(
                new Member(nation, "国家", "Nation", Level.NATION, null, MemberState.ACTIVE),
                new Member(fujian, "福建省", "Fujian", Level.PROVINCE, nation, MemberState.ACTIVE),
                new Member(zhejiang, "浙江省", "Zhejiang", Level.PROVINCE, nation, MemberState.ACTIVE),
                new Member(HOME, "厦门市", "Xiamen", Level.CITY, fujian, MemberState.ACTIVE),
                new Member(HOST, "福州市", "Fuzhou", Level.CITY, fujian, MemberState.ACTIVE),
                new Member(STRANGER, "杭州市", "Hangzhou", Level.CITY, zhejiang, MemberState.ACTIVE),
                new Member(
                        SUSPENDED, "温州市", "Wenzhou", Level.CITY, zhejiang, MemberState.SUSPENDED));
    }
}
