package org.xinqiao.gateway.authenticate;

import org.xinqiao.contracts.message.OfflineNotice;

/**
 * A code that a partner honoured off line and submits, genuine when it was shown.
 *
 * @param message the authentic notice
 * @param notice what it says
 * @param purpose what the code was shown for
 * @param code the code
 */
public record OfflineTold(
        Authentic message, OfflineNotice notice, String purpose, AuthenticCode code)
        implements AboutMessage {}
