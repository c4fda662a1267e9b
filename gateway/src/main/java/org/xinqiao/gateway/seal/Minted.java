package org.xinqiao.gateway.seal;

import java.time.Instant;
import org.xinqiao.contracts.code.CreditCode;

/**
 * A pass that was minted and recorded.
 *
 * @param code the pass; with it alone it is the bearer code
 * @param expires until when it is good: the pass's end, or a minute for a bearer code
 */
public record Minted(CreditCode code, Instant expires) {}
