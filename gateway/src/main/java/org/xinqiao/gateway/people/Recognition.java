package org.xinqiao.gateway.people;

import java.time.Instant;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionResponse;

/**
 * Host city: a visit that was answered.
 *
 * @param request the id of the question
 * @param home the home city
 * @param purpose what for
 * @param response what was decided
 * @param at when it was recorded here
 * @param consent how the consent stands, as far as is known here
 * @param offline whether this node decided it itself, with the home city out of reach
 */
public record Recognition(
        MessageId request,
        NodeId home,
        String purpose,
        RecognitionResponse response,
        Instant at,
        ConsentNotice.State consent,
        boolean offline) {
    /** A visit that the home city answered. */
    public Recognition(
            MessageId request,
            NodeId home,
            String purpose,
            RecognitionResponse response,
            Instant at,
            ConsentNotice.State consent) {
        this(request, home, purpose, response, at, consent, false);
    }
}
