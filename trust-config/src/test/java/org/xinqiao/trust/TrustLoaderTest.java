package org.xinqiao.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.trust.SandboxFixture.FUJIAN;
import static org.xinqiao.trust.SandboxFixture.FUZHOU;
import static org.xinqiao.trust.SandboxFixture.HANGZHOU;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.edit.Forger;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TrustLoaderTest {
    private static final String AGREEMENT = "agreements/350001.json";

    @TempDir static Path shared;
    @TempDir Path directory;
    private static SandboxFixture original;
    private static String digest;
    private SandboxFixture fixture;
    private Forger forger;

    @BeforeAll
    static void publish() throws Exception {
        original = SandboxFixture.published(shared.resolve("original"));
        digest = original.watch().poll(NOW).agreement(350001).orElseThrow().digest();
        SandboxFixture.delete(original.state());
    }

    @BeforeEach
    void copy() throws Exception {
        fixture = original.copyTo(directory.resolve("copy"));
        forger = new Forger(fixture);
    }

    private TrustSnapshot load(Instant now) throws Exception {
        return fixture.watch().poll(now);
    }

    private static byte[] member(String id, String level, String parent, String state) {
        return """
        {"id":"%s","name":{"zh":"甲","en":"A"},"level":"%s","parent":"%s","state":"%s"}
        """
                .formatted(id, level, parent, state)
                .getBytes(UTF_8);
    }

    private static List<String> faultsOf(TrustSnapshot snapshot, String document) {
        return snapshot.faults().stream()
                .filter(fault -> fault.document().equals(document))
                .map(TrustFault::reason)
                .toList();
    }

    @Test
    void city_signingItsOwnMembership_isNotHeard() throws Exception {
        fixture.edit("members/cn-350200.yaml", "ACTIVE", "SUSPENDED");
        fixture.publisher().publish(NOW);
        forger.publish(
                "cn-350200",
                Map.of(
                        "members/cn-350200.json",
                        member("cn-350200", "PROVINCE", "cn-100000", "ACTIVE")));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.member(XIAMEN)).map(Member::isActive).contains(false);
        assertThat(faultsOf(snapshot, "members/cn-350200.json"))
                .containsExactly("role cn-350200 lists it, but does not speak for it");
    }

    @Test
    void province_liftingItsOwnSuspension_staysSuspended() throws Exception {
        fixture.edit("members/cn-350000.yaml", "ACTIVE", "SUSPENDED");
        fixture.publisher().publish(NOW);
        byte[] own = member("cn-350000", "PROVINCE", "cn-100000", "ACTIVE");
        forger.publish("cn-350000", Map.of("members/cn-350000.json", own));

        assertThat(load(NOW).member(FUJIAN)).map(Member::isActive).contains(false);
    }

    @Test
    void province_droppedByTheNation_cannotVouchForItself() throws Exception {
        byte[] own = member("cn-350000", "PROVINCE", "cn-100000", "ACTIVE");
        forger.publish("cn-350000", Map.of("members/cn-350000.json", own));
        forger.publish("cn-100000", Map.of(), "members/cn-350000.json");

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.member(FUJIAN)).isEmpty();
        assertThat(snapshot.member(XIAMEN)).as("its cities hang on it").isEmpty();
        assertThat(snapshot.member(HANGZHOU)).isPresent();
        assertThat(faultsOf(snapshot, "members/cn-350000.json"))
                .containsExactly("only role cn-100000 may vouch for it, not cn-350000");
    }

    @Test
    void province_onboardingAPeerOrAForeignCity_isRefused() throws Exception {
        forger.publish(
                "cn-350000",
                Map.of(
                        "members/cn-359900.json",
                        member("cn-359900", "PROVINCE", "cn-350000", "ACTIVE"),
                        "members/cn-330200.json",
                        member("cn-330200", "CITY", "cn-350000", "ACTIVE")));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.members()).hasSize(6);
        assertThat(faultsOf(snapshot, "members/cn-359900.json"))
                .containsExactly("cn-359900 cannot be below cn-350000");
        assertThat(faultsOf(snapshot, "members/cn-330200.json"))
                .containsExactly("role cn-350000 lists it, but does not speak for it");
    }

    @Test
    void province_onboardingACity_isHeard() throws Exception {
        forger.publish(
                "cn-350000",
                Map.of(
                        "members/cn-350500.json",
                        member("cn-350500", "CITY", "cn-350000", "ACTIVE")));

        assertThat(load(NOW).members()).hasSize(7);
    }

    @Test
    void parent_speakingForItsCitysKeys_isRefused() throws Exception {
        String keys = forger.text("cn-350200", "keys/cn-350200.json");
        forger.publish("cn-350000", Map.of("keys/cn-350200.json", keys.getBytes(UTF_8)));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.keys(XIAMEN)).isEmpty();
        assertThat(snapshot.keys(FUZHOU)).isPresent();
        assertThat(faultsOf(snapshot, "keys/cn-350200.json"))
                .contains("only role cn-350200 may speak for it, not cn-350000");
    }

    @Test
    void key_thatIsBad_isLeftOutAndTheOthersStay() throws Exception {
        ObjectNode json = json("cn-350200", "keys/cn-350200.json");
        ((ObjectNode) json.get("keys").get(0)).put("x", "AAAA");
        ((ArrayNode) json.get("keys")).addObject().put("kty", "RSA");
        forger.publish("cn-350200", Map.of("keys/cn-350200.json", StrictJson.write(json)));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.keys(XIAMEN).orElseThrow().keys())
                .extracting(key -> key.key().algorithm())
                .containsExactly(
                        SignatureAlgorithm.EDDSA,
                        SignatureAlgorithm.EDDSA,
                        SignatureAlgorithm.SM2SM3);
        assertThat(faultsOf(snapshot, "keys/cn-350200.json")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(snapshot.keys(FUZHOU).orElseThrow().keys()).hasSize(4);
    }

    @Test
    void document_thatIsMalformed_spoilsNoOther() throws Exception {
        forger.publish(
                "cn-350200",
                Map.of(
                        "keys/cn-350200.json",
                        "{".getBytes(UTF_8),
                        "benefits/cn-350200.json",
                        "{\"node\":\"cn-350200\",\"benefits\":[],\"x\":1}".getBytes(UTF_8)));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.keys(XIAMEN)).isEmpty();
        assertThat(snapshot.keys(HANGZHOU)).isPresent();
        assertThat(faultsOf(snapshot, "benefits/cn-350200.json"))
                .containsExactly("x: is not a member that was agreed");
    }

    @Test
    void agreement_withoutOnePartysSignature_doesNotCount() throws Exception {
        ObjectNode jws = json("targets", AGREEMENT);
        ((ArrayNode) jws.get("signatures")).remove(2);
        forger.publish("targets", Map.of(AGREEMENT, StrictJson.write(jws)));

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.agreement(350001)).isEmpty();
        assertThat(snapshot.benefitsOf(XIAMEN)).noneMatch(benefit -> benefit.agreement() == 350001);
        assertThat(faultsOf(snapshot, AGREEMENT))
                .singleElement()
                .asString()
                .startsWith("has no valid signature of cn-");
    }

    @Test
    void agreement_signedByAStrangerInAPartysPlace_doesNotCount() throws Exception {
        ObjectNode jws = json("targets", AGREEMENT);
        ((ArrayNode) jws.get("signatures")).remove(0);
        SigningKey stranger = Keys.generate(SignatureAlgorithm.ES256, SandboxFixture.RANDOM);
        ObjectNode forged = GeneralJws.parse(jws, JwsType.AGREEMENT).withSignature(stranger);
        forger.publish("targets", Map.of(AGREEMENT, StrictJson.write(forged)));

        assertThat(load(NOW).agreement(350001)).isEmpty();
    }

    @Test
    void agreement_onItsLastDayInShanghai_runsUntilMidnight() throws Exception {
        fixture.edit("agreements/350001.yaml", "revision: 1 ", "revision: 2\nprevious: " + digest);
        fixture.edit("agreements/350001.yaml", "2034-12-31", "2026-11-21");
        fixture.publisher().publish(NOW);

        assertThat(load(Instant.parse("2026-11-21T15:59:59Z")).agreement(350001)).isPresent();
        TrustSnapshot after = load(Instant.parse("2026-11-21T16:00:00Z"));
        assertThat(after.agreement(350001)).isEmpty();
        assertThat(faultsOf(after, AGREEMENT)).singleElement().asString().contains("does not run");
    }

    @Test
    void agreement_onTheSameWatch_stopsAtMidnightWithoutAnyPublication() throws Exception {
        fixture.edit("agreements/350001.yaml", "revision: 1 ", "revision: 2\nprevious: " + digest);
        fixture.edit("agreements/350001.yaml", "2034-12-31", "2026-11-21");
        fixture.publisher().publish(NOW);
        TrustWatch watch = fixture.watch();

        assertThat(watch.poll(NOW)).isSameAs(watch.poll(NOW.plusSeconds(1)));
        assertThat(watch.poll(Instant.parse("2026-11-21T15:59:59Z")).agreement(350001)).isPresent();
        assertThat(watch.poll(Instant.parse("2026-11-21T16:00:00Z")).agreement(350001)).isEmpty();
    }

    @Test
    void agreement_beforeItsFirstDay_doesNotRunYet() throws Exception {
        fixture.edit("agreements/350001.yaml", "revision: 1 ", "revision: 2\nprevious: " + digest);
        fixture.edit("agreements/350001.yaml", "2025-01-01", "2026-11-22");
        fixture.publisher().publish(NOW);

        assertThat(load(Instant.parse("2026-11-21T15:59:59Z")).agreement(350001)).isEmpty();
        assertThat(load(Instant.parse("2026-11-21T16:00:00Z")).agreement(350001)).isPresent();
    }

    @Test
    void agreement_endedByOnePartyAlone_isOver() throws Exception {
        fixture.edit(
                "agreements/350001.yaml",
                "revision: 1 ",
                "revision: 2\nprevious: "
                        + digest
                        + "\nended: { by: cn-330100, at: \"2026-11-21T00:00:00+08:00\" }");
        SandboxFixture.delete(fixture.work().resolve("private/nodes/cn-350200"));
        SandboxFixture.delete(fixture.work().resolve("private/nodes/cn-350100"));
        assertThat(fixture.publisher().publish(NOW).waiting()).isEmpty();

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.agreement(350001)).isEmpty();
        assertThat(faultsOf(snapshot, AGREEMENT))
                .singleElement()
                .asString()
                .startsWith("was ended by cn-330100");
    }

    @Test
    void agreement_withASuspendedParty_goesOnBetweenTheOthers() throws Exception {
        fixture.edit("members/cn-330100.yaml", "ACTIVE", "SUSPENDED");
        fixture.publisher().publish(NOW);

        TrustSnapshot snapshot = load(NOW);

        assertThat(snapshot.agreement(350001, XIAMEN, FUZHOU)).isPresent();
        assertThat(snapshot.agreement(350001, XIAMEN, HANGZHOU)).isEmpty();
    }

    @Test
    void agreement_withOneActivePartyLeft_doesNotCount() throws Exception {
        fixture.edit("members/cn-330100.yaml", "ACTIVE", "SUSPENDED");
        fixture.edit("members/cn-350100.yaml", "ACTIVE", "SUSPENDED");
        fixture.publisher().publish(NOW);

        assertThat(load(NOW).agreement(350001)).isEmpty();
    }

    @Test
    void agreement_seenSignedByAll_outlivesAPartysKeyOnThatNodeOnly() throws Exception {
        TrustWatch watch = fixture.watch();
        watch.poll(NOW);
        ObjectNode keys = json("cn-330100", "keys/cn-330100.json");
        for (String set : List.of("keys", "smKeys")) {
            ((ObjectNode) keys.get(set).get(0)).put("revokedAt", "2026-11-21T09:30:00+08:00");
        }
        forger.publish("cn-330100", Map.of("keys/cn-330100.json", StrictJson.write(keys)));

        assertThat(watch.poll(NOW).agreement(350001))
                .as("it was signed when it arrived")
                .isPresent();
        SandboxFixture.delete(fixture.state());
        assertThat(load(NOW).agreement(350001)).as("it arrives after the revocation").isEmpty();
        SandboxFixture.delete(fixture.state());
        assertThat(load(NOW.minusSeconds(1)).agreement(350001)).as("a second earlier").isPresent();
    }

    @Test
    void agreement_ofALaterRevision_mustNameTheDigestOfTheOneBefore() throws Exception {
        TrustWatch watch = fixture.watch();
        watch.poll(NOW);
        String other = "A".repeat(43);
        republishForgetting("revision: 2\nprevious: " + other);
        TrustSnapshot refused = watch.poll(NOW);
        assertThat(faultsOf(refused, AGREEMENT))
                .containsExactly("does not name the digest of revision 1");

        republishForgetting("revision: 2\nprevious: " + digest);
        assertThat(watch.poll(NOW).agreement(350001).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void agreement_reusingAClassNumber_isRefused() throws Exception {
        TrustWatch watch = fixture.watch();
        watch.poll(NOW);
        fixture.edit("agreements/350001.yaml", "leastRung: 1", "leastRung: 0");
        republishForgetting("revision: 2\nprevious: " + digest);

        assertThat(faultsOf(watch.poll(NOW), AGREEMENT))
                .containsExactly("class number 2 meant something else before");
    }

    /** As a publisher would who does not know what was signed before. */
    private void republishForgetting(String revision) throws Exception {
        String text = Files.readString(fixture.work().resolve("agreements/350001.yaml"));
        Files.writeString(
                fixture.work().resolve("agreements/350001.yaml"),
                text.replaceAll("(?m)^revision: .*(\\nprevious: .*)?$", revision));
        SandboxFixture.delete(fixture.work().resolve("signed"));
        fixture.publisher().publish(NOW);
    }

    private ObjectNode json(String role, String path) throws Exception {
        return StrictJson.parseObject(forger.text(role, path).getBytes(UTF_8));
    }
}
