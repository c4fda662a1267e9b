package org.xinqiao.gateway.authenticate;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.receive.BatchArrived;
import org.xinqiao.gateway.trust.Trust;

/** Station 2 for batches: gathers the trust in force and calls {@link BatchRules}. */
@Component
public class AuthenticateBatch {
    private final Trust trust;

    /** Judges by the trust in force. */
    public AuthenticateBatch(Trust trust) {
        this.trust = trust;
    }

    /** The authentic batch. */
    @Handler
    public AuthenticBatch authenticate(BatchArrived arrived) throws Refusal {
        return BatchRules.decide(arrived, trust.inForce(arrived.at()));
    }
}
