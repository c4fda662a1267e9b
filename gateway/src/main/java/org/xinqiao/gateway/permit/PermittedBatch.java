package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.authenticate.AuthenticBatch;

/**
 * A batch that may come here.
 *
 * @param batch the batch
 */
public record PermittedBatch(AuthenticBatch batch) {}
