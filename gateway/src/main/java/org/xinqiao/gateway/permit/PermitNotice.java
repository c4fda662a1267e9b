package org.xinqiao.gateway.permit;

import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.lists.TakenRecalls;
import org.xinqiao.gateway.people.Decisions;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.people.PartnerLists;
import tools.jackson.databind.node.ObjectNode;

/**
 * Station 3 for notices: what each says is well formed, and its sender may say it. A sender speaks
 * of its own consents and of benefits that it asked about itself, and of nothing else.
 */
@Component
public class PermitNotice {
    private final Decisions decisions;

    /** Permits by the node's records. */
    public PermitNotice(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What became of a benefit that this home city decided for the sender. */
    public PermittedNotice benefit(Authentic message) throws Refusal {
        BenefitNotice notice = read(message, BenefitNotice::parse);
        boolean known =
                decisions.granted(message.envelope().source(), notice.request(), notice.benefit());
        if (!known) {
            throw new Refusal(ProblemType.RECOGNITION_UNKNOWN);
        }
        return new PermittedNotice(message, new Effect.BenefitTold(notice));
    }

    /** How the sender's consents stand. */
    public PermittedNotice consent(Authentic message) throws Refusal {
        ConsentNotice notice = read(message, ConsentNotice::parse);
        var news =
                notice.consentRefs().stream()
                        .map(ref ->
                                new KnownConsents.Known(
                                        message.envelope().source(),
                                        ref,
                                        notice.revision(),
                                        notice.state(),
                                        notice.effective().toInstant()))
                        .toList();
        return new PermittedNotice(message, new Effect.ConsentTold(news));
    }

    /** Which passes of the sender's own lists have ended. */
    public PermittedNotice status(Authentic message) throws Refusal {
        StatusNotice notice = read(message, StatusNotice::parse);
        var told = new PartnerLists.Told(message.envelope().source(), notice);
        return new PermittedNotice(message, new Effect.StatusTold(told));
    }

    /**
     * That an entry of the sender's own stream is taken back. Whether the stream may still come
     * here does not matter: who once had an entry must hear of it.
     */
    public PermittedNotice recall(Authentic message) throws Refusal {
        RecallNotice notice = read(message, RecallNotice::parse);
        StreamName stream = notice.stream();
        NodeId recipient = stream.recipient();
        if (!stream.source().equals(message.envelope().source())
                || (recipient != null && !recipient.equals(message.trust().self()))) {
            throw new Refusal(ProblemType.STREAM_UNKNOWN, "stream", stream.value());
        }
        var told = new TakenRecalls.Told(notice, message.received().at());
        return new PermittedNotice(message, new Effect.RecallTold(told));
    }

    /** A hint to look at the trust repository. */
    public PermittedNotice trust(Authentic message) throws Refusal {
        return new PermittedNotice(
                message, new Effect.TrustTold(read(message, TrustNotice::parse)));
    }

    /** A number that stands for nothing. */
    public PermittedNotice voided(Authentic message) throws Refusal {
        return new PermittedNotice(message, new Effect.Voided(read(message, VoidNotice::parse)));
    }

    private interface Reading<T> {
        T read(ObjectNode data) throws MalformedJson;
    }

    private static <T> T read(Authentic message, Reading<T> reading) throws Refusal {
        Envelope envelope = message.envelope();
        if (envelope.sequence() == null) {
            throw Refusals.field("xqseq", "required by a notice");
        }
        try {
            return reading.read(envelope.data());
        } catch (MalformedJson e) {
            throw Refusals.field(e.path(), e.rule());
        }
    }
}
