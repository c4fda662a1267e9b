package org.xinqiao.gateway.conform;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Everything that is tried against one node: the refusals of the protocol, the exchange of a valid
 * code, notices with receipts, codes honoured off line, status lists, and the evidence log. It
 * believes nothing but what the trust documents let it verify.
 */
public final class Conformance {
    private final Member member;
    private final TrustSnapshot trust;
    private final NodeKeys node;
    private final URI endpoint;
    private final InstantSource clock;

    /**
     * Against a member of the federation.
     *
     * @param member who is played
     * @param trust the federation's documents
     * @param node the node under test
     * @param endpoint where it is; another place than the published one is possible, another TLS
     *     key is not
     * @param clock the time
     * @throws IllegalArgumentException if the node publishes no keys
     */
    public Conformance(
            Member member, TrustSnapshot trust, NodeId node, URI endpoint, InstantSource clock) {
        this.member = member;
        this.trust = trust;
        this.node =
                trust.keys(node)
                        .orElseThrow(
                                () -> new IllegalArgumentException(node + " publishes no keys"));
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * Tries everything.
     *
     * @param suites of the messages to send; the member must have their keys
     * @param firstNumber the number of the first notice: the next that the node expects of the
     *     member, or it will miss those before
     * @param watcher is shown each row as it is found
     */
    public List<Row> run(Set<Suite> suites, long firstNumber, Consumer<Row> watcher) {
        var random = new SecureRandom();
        TlsIdentity stranger = StrangeCertificate.make(random, clock.instant());
        try (var trial =
                new Trial(member, node, endpoint, trust, firstNumber, clock, random, watcher)) {
            for (Suite suite : Suite.values()) {
                if (suites.contains(suite)) {
                    new MessageChecks(trial, suite).run();
                    new CodeChecks(trial, suite).run();
                    var exchange = new ExchangeChecks(trial, suite);
                    exchange.run();
                    new ChallengeChecks(trial, suite).run();
                    new NoticeChecks(trial, suite, exchange.granted()).run();
                    new OfflineChecks(trial, suite).run();
                    new ItemChecks(trial, suite).run();
                }
            }
            Suite any = suites.iterator().next();
            new StatusChecks(trial, any).run(stranger);
            new LogChecks(trial, any).run(stranger);
            return trial.rows();
        }
    }
}
