package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Recognition;
import org.xinqiao.gateway.people.Recognitions;
import org.xinqiao.gateway.receive.EventReported;
import org.xinqiao.gateway.trust.Trust;

/** Station 3 for what counters report: only of benefits that a recognition of this node brought. */
@Component
public class PermitEvent {
    private final Recognitions recognitions;
    private final Trust trust;

    /** Permits by the node's records. */
    public PermitEvent(Recognitions recognitions, Trust trust) {
        this.recognitions = recognitions;
        this.trust = trust;
    }

    /** The event with the recognition that it belongs to. */
    @Handler
    public PermittedEvent permit(EventReported event) throws Refusal {
        Recognition recognition =
                recognitions
                        .find(event.request())
                        .orElseThrow(() -> new Refusal(ProblemType.RECOGNITION_UNKNOWN));
        return new PermittedEvent(
                recognition, EventRules.decide(event, recognition), trust.inForce(event.at()));
    }
}
