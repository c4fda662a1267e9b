package org.xinqiao.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberState;
import org.xinqiao.trust.document.NodeKey;

class CodeRulesTest {
    private final TestFederation federation = new TestFederation();
    private final SigningKey device = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private Instant issued = NOW.truncatedTo(ChronoUnit.HOURS);
    private Instant expires = issued.plus(Duration.ofHours(9));
    private Instant shown = NOW;
    private NodeId audience = HOST;
    private PassClaim claim = classes(9, 0);
    private SigningKey issuerKey = federation.key(HOME, Suite.SM);
    private SigningKey presenter = device;
    private @Nullable SigningKey inPass = device;

    @Test
    void code_genuineAndFresh_passesAtHostAndHome() throws Refusal {
        for (Suite suite : Suite.values()) {
            issuerKey = federation.key(HOME, suite);
            for (NodeId self : List.of(HOST, HOME)) {
                AuthenticCode code =
                        CodeRules.decide(
                                code(), HOST, federation.trustOf(self), NOW, CodeBounds.DEFAULT);
                assertThat(code.issuer()).isEqualTo(HOME);
                assertThat(code.agreement().number()).isEqualTo(TestFederation.AGREEMENT);
            }
        }
    }

    @Test
    void signature_ofAnotherKeyOfTheCity_isRefused() {
        var stolen = Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());
        var real = issuerKey;
        issuerKey = new SameName(stolen, real);
        refused(ProblemType.CODE_SIGNATURE_INVALID);
    }

    @Test
    void key_ofAnotherMember_isUnknown() {
        issuerKey = federation.key(STRANGER, Suite.SM);
        refused(ProblemType.CODE_KEY_UNKNOWN);
    }

    @Test
    void kid_thatNamesTwoKeys_isRefused() {
        var key = TestFederation.key(issuerKey, Set.of(KeyUse.PASS));
        federation.publish(HOME, List.of(key, key));
        refused(ProblemType.CODE_KEY_UNKNOWN);
    }

    @Test
    void key_forMessagesOnly_isRefused() {
        federation.publish(HOME, List.of(TestFederation.key(issuerKey, Set.of(KeyUse.MESSAGE))));
        refused(ProblemType.CODE_KEY_NOT_FOR_PASSES);
    }

    @Test
    void algorithm_otherThanTheKeys_isRefused() {
        issuerKey = new SameName(federation.key(HOME, Suite.INTL), federation.key(HOME, Suite.SM));
        refused(ProblemType.CODE_ALGORITHM_NOT_ALLOWED);
    }

    @Test
    void keyTimes_onBothSidesOfEachInstant() throws Refusal {
        keyTimes(issued.plus(Duration.ofMinutes(59)), null, null);
        accepted();
        keyTimes(issued.plus(Duration.ofHours(1)), null, null);
        refused(ProblemType.CODE_KEY_NOT_YET_VALID);
        keyTimes(Instant.EPOCH, issued.plusMillis(1), null);
        accepted();
        keyTimes(Instant.EPOCH, issued, null);
        refused(ProblemType.CODE_KEY_RETIRED);
        keyTimes(Instant.EPOCH, null, NOW.plusMillis(1));
        accepted();
        keyTimes(Instant.EPOCH, null, NOW);
        refused(ProblemType.CODE_KEY_REVOKED);
    }

    @Test
    void pass_onBothSidesOfItsEnd() throws Refusal {
        issued = NOW.minus(Duration.ofHours(1));
        expires = NOW.plusSeconds(1);
        accepted();
        expires = NOW;
        shown = NOW.minusSeconds(1);
        refused(ProblemType.CODE_EXPIRED);
    }

    @Test
    void pass_onBothSidesOfTheLongestLife() throws Refusal {
        expires = issued.plus(Duration.ofHours(24));
        accepted();
        expires = issued.plus(Duration.ofHours(24)).plusSeconds(1);
        refused(ProblemType.CODE_LIFETIME_TOO_LONG);
        expires = issued;
        refused(ProblemType.CODE_LIFETIME_TOO_LONG);
        expires = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L);
        refused(ProblemType.CODE_LIFETIME_TOO_LONG);
    }

    @Test
    void pass_fromTheFuture_isRefused() {
        issued = NOW.plusSeconds(11);
        expires = issued.plus(Duration.ofHours(1));
        shown = issued;
        refused(ProblemType.CODE_NOT_YET_VALID);
    }

    @Test
    void presentation_onBothSidesOfItsAge() throws Refusal {
        shown = NOW.minusSeconds(60);
        accepted();
        shown = NOW.minusSeconds(61);
        refused(ProblemType.PRESENTATION_TOO_OLD);
        shown = NOW.plusSeconds(10);
        accepted();
        shown = NOW.plusSeconds(11);
        refused(ProblemType.PRESENTATION_FROM_FUTURE);
    }

    @Test
    void presentation_outsideThePass_isRefused() {
        issued = NOW;
        shown = NOW.minusSeconds(1);
        refused(ProblemType.PRESENTATION_OUTSIDE_PASS);
        issued = NOW.minus(Duration.ofHours(1));
        expires = NOW.plusSeconds(5);
        shown = NOW.plusSeconds(5);
        refused(ProblemType.PRESENTATION_OUTSIDE_PASS);
    }

    @Test
    void presentation_byAnotherDevice_isRefused() {
        presenter = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        refused(ProblemType.PRESENTATION_SIGNATURE_INVALID);
    }

    @Test
    void deviceKey_withoutPresentationOrTheReverse_isRefused() throws Exception {
        Pass bound = pass();
        assertThatThrownBy(() -> decide(new CreditCode(bound, null).text()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.PRESENTATION_MISSING));
        inPass = null;
        refused(ProblemType.PRESENTATION_UNEXPECTED);
    }

    @Test
    void bearerCode_withoutEither_passes() throws Exception {
        inPass = null;
        assertThat(decide(new CreditCode(pass(), null).text()).issuer()).isEqualTo(HOME);
    }

    @Test
    void audience_another_isRefused() {
        audience = STRANGER;
        refused(ProblemType.CODE_FOR_ANOTHER_CITY);
    }

    @Test
    void issuer_withoutAgreementOrApproval_isRefused() {
        federation.agreement =
                TestFederation.agreement(Set.of(HOME, STRANGER), DisclosureLevel.RUNG);
        refused(ProblemType.ISSUER_WITHOUT_AGREEMENT);
    }

    @Test
    void issuer_suspended_hasNoAgreement() {
        federation.members.replaceAll(member ->
                member.id().equals(HOME)
                        ? new Member(HOME, "市", "City", Level.CITY, null, MemberState.SUSPENDED)
                        : member);
        refused(ProblemType.ISSUER_WITHOUT_AGREEMENT);
    }

    @Test
    void agreement_notApprovedByOurOperator_doesNotCount() {
        var unapproved =
                new org.xinqiao.gateway.trust.ActingTrust(HOST, federation.snapshot(), Set.of());
        assertThatThrownBy(
                        () -> CodeRules.decide(code(), HOST, unapproved, NOW, CodeBounds.DEFAULT))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.ISSUER_WITHOUT_AGREEMENT));
    }

    @Test
    void class_thatTheAgreementDoesNotHold_isRefused() {
        claim = classes(9, 2);
        refused(ProblemType.CLASS_UNKNOWN);
        claim = classes(20, 0);
        refused(ProblemType.CLASS_UNKNOWN);
        claim = new PassClaim.Rung(7);
        refused(ProblemType.LEVEL_UNKNOWN);
    }

    private void keyTimes(Instant starts, @Nullable Instant retired, @Nullable Instant revoked) {
        federation.publish(
                HOME,
                List.of(
                        new NodeKey(
                                issuerKey.publicKey(),
                                Set.of(KeyUse.PASS),
                                starts,
                                retired,
                                revoked)));
    }

    private void accepted() throws Refusal {
        assertThat(decide(code()).issuer()).isEqualTo(HOME);
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(() -> decide(code()))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private AuthenticCode decide(String text) throws Refusal {
        return CodeRules.decide(text, HOST, federation.trustOf(HOST), NOW, CodeBounds.DEFAULT);
    }

    private static PassClaim classes(int highest, int set) {
        var bits = new BitSet();
        bits.set(set);
        return PassClaim.Classes.of(bits, highest);
    }

    private Pass pass() throws Exception {
        return Pass.sign(
                issuerKey,
                new PassClaims(
                        HOME.division(),
                        audience.division(),
                        issued.getEpochSecond(),
                        expires.getEpochSecond(),
                        inPass == null ? null : DeviceKey.of(inPass.publicKey()),
                        TestFederation.AGREEMENT,
                        claim,
                        0,
                        77,
                        new ConsentRef(new byte[8])));
    }

    private String code() {
        try {
            Pass pass = pass();
            var presentation =
                    Presentation.sign(presenter, pass, shown.getEpochSecond(), new byte[8], null);
            return new CreditCode(pass, presentation).text();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key that signs under another key's name. */
    private record SameName(SigningKey signer, SigningKey named) implements SigningKey {
        @Override
        public SignatureAlgorithm algorithm() {
            return signer.algorithm();
        }

        @Override
        public String kid() {
            return named.kid();
        }

        @Override
        public byte[] sign(byte[] message) {
            return signer.sign(message);
        }

        @Override
        public org.xinqiao.contracts.crypto.VerificationKey publicKey() {
            return named.publicKey();
        }

        @Override
        public tools.jackson.databind.node.ObjectNode privateJwk() {
            throw new UnsupportedOperationException("not of this key");
        }
    }
}
