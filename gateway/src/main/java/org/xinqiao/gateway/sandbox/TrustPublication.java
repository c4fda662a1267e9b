package org.xinqiao.gateway.sandbox;

import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;
import org.xinqiao.gateway.sandbox.keys.TlsIdentity;
import org.xinqiao.gateway.sandbox.platform.LocalServer;
import org.xinqiao.trust.edit.CannotSign;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NodeSetup;
import org.xinqiao.trust.edit.Publisher;

/**
 * The federation's trust documents, published for the nodes of this machine over plain HTTP: TUF
 * needs no safe transport.
 *
 * <p>They are edited as YAML in the sandbox's directory and published anew at every start and every
 * {@link #EVERY}, so that no metadata expires under a sandbox that runs for days.
 */
final class TrustPublication implements AutoCloseable {
    static final Duration EVERY = Duration.ofMinutes(10);

    private static final Duration KEYS_OLDER = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(TrustPublication.class);
    private static final String DOCUMENTS = "federations/sandbox";

    private final Publisher publisher;
    private final LocalServer server;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    private TrustPublication(Publisher publisher, LocalServer server, InstantSource clock) {
        this.publisher = publisher;
        this.server = server;
        this.clock = clock;
    }

    /**
     * Once this has returned, nodes can fetch everything, the agreement signed by all of its
     * parties.
     */
    static TrustPublication open(
            Layout layout,
            Ports ports,
            List<NodeHome> homes,
            SandboxFile.Outside outside,
            InstantSource clock)
            throws IOException {
        try {
            Federation federation = Federation.unpack(DOCUMENTS, layout.federation());
            for (NodeHome home : homes) {
                if (SandboxNode.FURTHER.contains(home.node())) {
                    admit(home.node(), federation);
                }
            }
            KeyGen keys = new KeyGen(federation, new SecureRandom());
            keys.missingRoleKeys();
            // A message at the edge of its time window must not fail for its key's youth first.
            Instant inForceSince = clock.instant().minus(KEYS_OLDER);
            for (NodeHome home : homes) {
                SandboxNode node = home.node();
                keys.publish(
                        setup(node.id(), ports.federation(node.place()), home.keys(), home.tls()),
                        inForceSince);
            }
            keys.publish(
                    setup(SandboxNode.OUTSIDE, ports.outside(), outside.keys(), outside.tls()),
                    inForceSince);
            Files.createDirectories(layout.repository());
            Publisher publisher = new Publisher(federation, layout.repository());
            publisher.publish(clock.instant());
            return serve(publisher, layout, ports, clock);
        } catch (LintFailed | CannotSign e) {
            throw new IOException(
                    "the trust documents in " + layout.federation() + ": " + e.getMessage(), e);
        }
    }

    /** Writes what people would to make a city of Fujian a member; once is enough. */
    private static void admit(SandboxNode city, Federation federation) throws IOException {
        Path member = federation.directory().resolve("members").resolve(city.id() + ".yaml");
        if (Files.exists(member)) {
            return;
        }
        Files.writeString(
                federation.directory().resolve("federation.yaml"),
                """
                  - role: %1$s
                    by: cn-350000
                    keys: 1
                    threshold: 1
                    paths: ["keys/%1$s.json", "benefits/%1$s.json"]
                """
                        .formatted(city.id()),
                StandardOpenOption.APPEND);
        Files.writeString(
                member,
                """
                id: %s
                name: { zh: %s, en: %s }
                level: CITY
                parent: cn-350000
                state: ACTIVE
                synthetic: true
                """
                        .formatted(city.id(), city.title(), city.title()));
    }

    private static TrustPublication serve(
            Publisher publisher, Layout layout, Ports ports, InstantSource clock)
            throws IOException {
        LocalServer server =
                LocalServer.bind(ports.repository())
                        .on("/", SimpleFileServer.createFileHandler(layout.repository()))
                        .start();
        TrustPublication publication = new TrustPublication(publisher, server, clock);
        Thread.ofPlatform().daemon().name("trust-publication").start(publication::renewUntilClosed);
        return publication;
    }

    private static NodeSetup setup(NodeId node, int port, MemberKeys keys, TlsIdentity tls)
            throws IOException {
        return new NodeSetup(
                node,
                URI.create("https://localhost:" + port),
                tls.pins(),
                keys.keys().stream()
                        .map(key -> new NodeSetup.UsedKey(key.key(), key.uses()))
                        .toList());
    }

    private void renewUntilClosed() {
        try {
            while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * While somebody edits, the documents may be out of order; then only the timestamp is renewed.
     */
    void renew() {
        try {
            publisher.publish(clock.instant());
        } catch (LintFailed | CannotSign | IOException e) {
            LOG.warn("the trust documents are not published anew: {}", e.getMessage());
            renewTimestamp();
        }
    }

    private void renewTimestamp() {
        try {
            publisher.refreshTimestamp(clock.instant());
        } catch (CannotSign | IOException e) {
            LOG.error("the trust repository's timestamp cannot be renewed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
