package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.WireTime;
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
