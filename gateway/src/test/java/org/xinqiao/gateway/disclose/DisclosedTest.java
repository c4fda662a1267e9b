package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import tools.jackson.databind.node.ObjectNode;

class DisclosedTest {
    private static final Instant NOW = TestFederation.NOW;

    /** A dead notice of any kind can be replayed, and nothing else comes this way. */
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void again_readsEveryNoticeToAnotherNode_andNothingElse(MessageType type) {
        boolean toAnotherNode =
                type.kind() == MessageType.Kind.NOTICE && type != MessageType.PERSON_NOTICE;
        ObjectNode rubbish = StrictJson.object().put("number", "799999199203149027");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Disclosed.again(envelope(type, rubbish)))
                .satisfies(e ->
                        assertThat(e.getCause() instanceof MalformedJson).isEqualTo(toAnotherNode));
    }

    @Test
    void again_saysTheSame() {
        ObjectNode data = new TrustNotice(7).toJson();
        Disclosed again = Disclosed.again(envelope(MessageType.TRUST_NOTICE, data));
        assertThat(again.type()).isEqualTo(MessageType.TRUST_NOTICE);
        assertThat(again.data()).isEqualTo(data);
    }

    /** What an answer about an organisation gives away is public; of a person nothing is. */
    @Test
    void answer_aboutAnOrganisation_leavesOnStatutoryPublicity_andOnlyThat() throws Exception {
        var catalogue = TestFederation.catalogue();
        RecognitionResponse named =
                response(
                        new RecognitionResponse.Disclosed.Organisation(
                                new OrganisationName("合成样例有限公司"), ORGANISATION));
        Disclosed answer = Disclosed.answer(named, new Basis.PublicByLaw(), catalogue);
        assertThat(answer.data()).isEqualTo(named.toJson());
        assertThat(Disclosed.codes(Disclosed.itemsOf(named, new Basis.PublicByLaw())))
                .containsExactly(
                        "organisation.code",
                        "organisation.eligibility",
                        "organisation.name",
                        "organisation.pseudonym");
        for (var personal :
                List.of(
                        new RecognitionResponse.Disclosed.Rung(2),
                        new RecognitionResponse.Disclosed.Grade("良好"),
                        new RecognitionResponse.Disclosed.Score(700))) {
            assertThatThrownBy(() ->
                            Disclosed.answer(
                                    response(personal), new Basis.PublicByLaw(), catalogue))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            r -> assertThat(r.type()).isEqualTo(ProblemType.ITEM_FORBIDDEN));
        }
    }

    private static final UnifiedSocialCreditCode ORGANISATION =
            UnifiedSocialCreditCode.parse("91350100M000100Y43");

    private static RecognitionResponse response(RecognitionResponse.Disclosed disclosed) {
        return new RecognitionResponse(
                List.of(
                        new Decision(
                                "cn-350100/approval.green-channel",
                                Outcome.BENEFIT,
                                "conditions-met",
                                "350001#c4",
                                WireTime.of(NOW.plusSeconds(60)))),
                WireTime.of(NOW),
                WireTime.of(NOW.plusSeconds(60)),
                Pseudonym.derive(new byte[32], ORGANISATION),
                disclosed,
                "AAAAAAAAAAA",
                1,
                "A".repeat(43));
    }

    private static Envelope envelope(MessageType type, ObjectNode data) {
        return new Envelope(
                MessageId.random(NOW.toEpochMilli(), new SecureRandom()),
                TestFederation.HOME,
                type.wire(),
                WireTime.of(NOW),
                TestFederation.HOST,
                1,
                1L,
                null,
                null,
                null,
                data);
    }
}
