package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.PassForm;

class PassRulesTest {
    private static final Instant NOW = TestFederation.NOW;
    private static final ConsentRef REF = new ConsentRef(new byte[ConsentRef.BYTES]);

    @Test
    void codeOnAScreen_isGoodForAMinute() {
        Instant last = NOW.plus(CodeBounds.BEARER_AGE_MAX);
        good(PassForm.SCREEN, last);
        refused(PassForm.SCREEN, last.plusMillis(1), ProblemType.CODE_EXPIRED);
    }

    /** Its expiry is the code's own, judged with it. */
    @Test
    void codeOnPaper_isGoodForLonger() {
        good(PassForm.PAPER, NOW.plus(CodeBounds.BEARER_AGE_MAX).plusMillis(1));
        good(PassForm.PAPER, NOW.plus(Duration.ofHours(20)));
    }

    @Test
    void paperThatIsBoundToOneCity_isGoodInNoOther() {
        assertThatThrownBy(() -> decide(PassForm.PAPER, TestFederation.STRANGER, NOW))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.type())
                                        .isEqualTo(ProblemType.CODE_ALREADY_USED));
    }

    /** A device's pass whose key was cut away is no bearer code. */
    @Test
    void passOfADevice_withoutItsKey_isUnknown() {
        refused(PassForm.DEVICE, NOW, ProblemType.CODE_UNKNOWN);
    }

    private static void good(PassForm form, Instant at) {
        assertThatCode(() -> decide(form, null, at)).doesNotThrowAnyException();
    }

    private static void refused(PassForm form, Instant at, ProblemType type) {
        assertThatThrownBy(() -> decide(form, null, at))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static void decide(PassForm form, @Nullable NodeId bound, Instant at) throws Refusal {
        var minted =
                new MintedPass(
                        REF,
                        UUID.randomUUID(),
                        350_001,
                        7,
                        9,
                        form,
                        NOW,
                        NOW.plus(Duration.ofHours(22)),
                        bound);
        var claims =
                new PassClaims(
                        TestFederation.HOME.division(),
                        TestFederation.HOST.division(),
                        NOW.getEpochSecond(),
                        NOW.plus(Duration.ofHours(22)).getEpochSecond(),
                        null,
                        350_001,
                        new PassClaim.Rung(2),
                        7,
                        9,
                        REF);
        PassRules.decide(minted, claims, TestFederation.HOST, at);
    }
}
