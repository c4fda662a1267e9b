package org.xinqiao.gateway.receive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.message.RecognitionRequest;

/**
 * A code scanned at a counter of this city.
 *
 * @param request the code, the benefits in question, the terminal
 * @param purpose what for
 * @param caller name of the counter's token
 * @param at when
 * @param challenge what the terminal showed for the holder to answer, if it did
 */
public record Scan(
        RecognitionRequest request,
        String purpose,
        String caller,
        Instant at,
        @Nullable TerminalChallenge challenge) {}
