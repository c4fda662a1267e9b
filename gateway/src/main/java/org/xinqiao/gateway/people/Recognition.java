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
 * @param response what the home city said
 * @param at when it was recorded here
 * @param consent how the consent stands, as far as is known here
 */
public record Recognition(
        MessageId request,
        NodeId home,
        String purpose,
        RecognitionResponse response,
        Instant at,
        ConsentNotice.State consent) {}
