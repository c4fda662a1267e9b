package org.xinqiao.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.trust.document.NodeKey;

class StatusRulesTest {
    private static final long LIST = 4;
    private static final String SUBJECT = "https://localhost:1/federation/v1/status/4";

    private final TestFederation federation = new TestFederation();
    private SigningKey key = federation.key(HOME, Suite.SM);
    private String subject = SUBJECT;
    private Instant issued = NOW;
    private @Nullable Long expires;

    @Test
    void list_ofItsCity_inEitherSuite_isBelieved() throws Refusal {
        for (Suite suite : Suite.values()) {
            key = federation.key(HOME, suite);
            assertThat(decide().list().isSet(1)).isTrue();
        }
    }

    @Test
    void key_ofAnotherMember_orWithoutTheUse_isRefused() {
        key = federation.key(STRANGER, Suite.SM);
        refused(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        key = federation.key(HOME, Suite.SM);
        var others = EnumSet.complementOf(EnumSet.of(KeyUse.STATUS));
        federation.publish(HOME, List.of(TestFederation.key(key, others)));
        refused(ProblemType.KEY_NOT_FOR_USE);
        federation.publish(HOME, List.of(TestFederation.key(key, Set.of(KeyUse.STATUS))));
        accepted();
    }

    @Test
    void keyTimes_onBothSidesOfEachInstant() {
        times(NOW, null, null);
        accepted();
        times(NOW.plusSeconds(1), null, null);
        refused(ProblemType.KEY_NOT_YET_VALID);
        times(Instant.EPOCH, NOW.plusSeconds(1), null);
        accepted();
        times(Instant.EPOCH, NOW, null);
        refused(ProblemType.KEY_RETIRED);
        times(Instant.EPOCH, null, NOW.plusMillis(1));
        accepted();
        times(Instant.EPOCH, null, NOW);
        refused(ProblemType.KEY_REVOKED);
    }

    @Test
    void subject_ofAnotherListOrCity_isRefused() {
        for (String other :
                List.of(
                        "https://localhost:1/federation/v1/status/5",
                        "https://localhost:2/federation/v1/status/4",
                        "https://localhost:1/federation/v1/status/4/")) {
            subject = other;
            refused(ProblemType.FIELD_INVALID);
        }
    }

    @Test
    void date_aheadByAMinute_isBelieved_andFurther_isNot() {
        issued = NOW.plusSeconds(60);
        accepted();
        issued = NOW.plusSeconds(61);
        refused(ProblemType.MESSAGE_FROM_FUTURE);
    }

    @Test
    void end_thatHasCome_isRefused() {
        expires = NOW.getEpochSecond() + 1;
        accepted();
        expires = NOW.getEpochSecond();
        refused(ProblemType.MESSAGE_TOO_OLD);
    }

    @Test
    void bytesThatAreNoList_areRefused() {
        assertThatThrownBy(() ->
                        StatusRules.decide(
                                new byte[] {1, 2}, HOME, LIST, federation.snapshot(), NOW))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.MESSAGE_MALFORMED));
    }

    @Test
    void passThatEnded_isRefused_withTheReasonThatIsKnown() {
        assertThat(StatusRules.ended(Optional.empty()).type()).isEqualTo(ProblemType.CODE_REVOKED);
        assertThat(StatusRules.ended(Optional.of(ConsentNotice.State.ACTIVE)).type())
                .isEqualTo(ProblemType.CODE_REVOKED);
        assertThat(StatusRules.ended(Optional.of(ConsentNotice.State.WITHDRAWN)).type())
                .isEqualTo(ProblemType.CONSENT_WITHDRAWN);
    }

    private void times(Instant starts, @Nullable Instant retired, @Nullable Instant revoked) {
        federation.publish(
                HOME,
                List.of(
                        new NodeKey(
                                key.publicKey(), Set.of(KeyUse.STATUS), starts, retired, revoked)));
    }

    private void accepted() {
        try {
            decide();
        } catch (Refusal e) {
            throw new AssertionError(e);
        }
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(this::decide)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private StatusClaims decide() throws Refusal {
        var bits = new BitSet();
        bits.set(1);
        var claims =
                new StatusClaims(
                        subject, issued.getEpochSecond(), expires, 900, StatusList.of(64, bits));
        return StatusRules.decide(
                StatusToken.cwt(key, claims), HOME, LIST, federation.snapshot(), NOW);
    }
}
