package org.xinqiao.gateway.dispatch;

import java.time.Instant;
import org.xinqiao.gateway.seal.SealedQuestion;

/**
 * The home city was out of reach. It may have taken the question nevertheless, so whatever is said
 * later of the visit is said under the question's id.
 *
 * @param asked the question
 * @param at when this was clear
 */
public record CutOff(SealedQuestion asked, Instant at) implements Heard {}
