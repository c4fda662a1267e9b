package org.xinqiao.gateway.authenticate;

import java.time.Instant;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Member;

/** A message judged as far as bytes, keys and time go: no memory, no database. */
public record JudgedMessage(Envelope envelope, byte[] digest) {
    /** In the order of checks of the protocol's section 3. */
    public static JudgedMessage of(byte[] body, String peerPin, Instant now, ActingTrust trust)
            throws Refusal {
        Authentic message = MessageRules.decide(new Received(body, peerPin, now), trust);
        MessageRules.decideTime(message);
        boolean active =
                trust.snapshot()
                        .member(message.envelope().source())
                        .map(Member::isActive)
                        .orElse(false);
        if (!active) {
            throw new Refusal(ProblemType.MEMBER_SUSPENDED);
        }
        data(message);
        return new JudgedMessage(message.envelope(), message.digest());
    }

    private static void data(Authentic message) throws Refusal {
        Envelope envelope = message.envelope();
        MessageType type =
                MessageType.ofWire(envelope.type())
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_TYPE_UNKNOWN));
        if (type == MessageType.RECOGNITION_REQUEST) {
            new AuthenticateAskedCode(CodeBounds.DEFAULT).authenticate(message);
            return;
        }
        if (type == MessageType.OFFLINE_NOTICE) {
            new AuthenticateOfflineCode(CodeBounds.DEFAULT).authenticate(message);
            return;
        }
        if (envelope.sequence() == null) {
            throw Refusals.field("xqseq", "required by a notice");
        }
        try {
            switch (type) {
                case BENEFIT_NOTICE -> BenefitNotice.parse(envelope.data());
                case CONSENT_NOTICE -> ConsentNotice.parse(envelope.data());
                case TRUST_NOTICE -> TrustNotice.parse(envelope.data());
                case STATUS_NOTICE -> StatusNotice.parse(envelope.data());
                case RECALL_NOTICE -> RecallNotice.parse(envelope.data());
                case VOID_NOTICE -> VoidNotice.parse(envelope.data());
                default -> throw new Refusal(ProblemType.MESSAGE_TYPE_UNKNOWN);
            }
        } catch (MalformedJson e) {
            throw Refusals.field(e.path(), e.rule());
        }
    }
}
