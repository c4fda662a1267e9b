package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AuthenticBatch;

/** Station 3 for batches: asks {@link FlowRules}. */
@Component
public class PermitBatch {
    /** The batch, if its stream may come here. */
    @Handler
    public PermittedBatch permit(AuthenticBatch batch) throws Refusal {
        FlowRules.decide(
                batch.manifest().statement().stream(), batch.trust().self(), batch.trust());
        return new PermittedBatch(batch);
    }
}
