package org.xinqiao.gateway.authenticate;

import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A message that its source signed with a key in force, that came over the source's own TLS
 * connection, and that is meant for this node. Only {@link MessageRules} makes one.
 *
 * @param envelope what it says
 * @param algorithm of its signature; the answer uses the same suite
 * @param digest of the JWS bytes, by the suite's hash
 * @param received as it came in
 * @param trust what it was judged by
 */
public record Authentic(
        Envelope envelope,
        SignatureAlgorithm algorithm,
        byte[] digest,
        Received received,
        ActingTrust trust)
        implements AboutMessage {
    @Override
    public Authentic message() {
        return this;
    }
}
