package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;

/**
 * A notice that may take effect here.
 *
 * @param message the authentic notice
 * @param effect what it changes
 */
public record PermittedNotice(Authentic message, Effect effect) implements AboutMessage {}
