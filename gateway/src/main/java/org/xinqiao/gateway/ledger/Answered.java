package org.xinqiao.gateway.ledger;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.receive.Reply;

/**
 * A message and the answer it gets.
 *
 * @param message the message
 * @param reply what goes back over HTTP
 */
public record Answered(Authentic message, Reply reply) implements AboutMessage {}
