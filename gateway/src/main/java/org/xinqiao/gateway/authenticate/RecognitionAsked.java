package org.xinqiao.gateway.authenticate;

import org.xinqiao.contracts.message.RecognitionRequest;

/**
 * A partner asks about a code that this city issued, and the code is genuine and fresh.
 *
 * @param message the request's message
 * @param request what it asks
 * @param purpose what for
 * @param code the code
 */
public record RecognitionAsked(
        Authentic message, RecognitionRequest request, String purpose, AuthenticCode code)
        implements AboutMessage {}
