package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Tls;

/**
 * The TLS identity that this node shows to other nodes. A successor is put beside the files of the
 * configuration, under their names with {@code .next} after them; the node goes over to it by
 * itself once its pin has been published for the overlap, without a restart.
 */
@Component
public class TlsIdentities implements SmartInitializingSingleton {
    /** What a successor's files have after the names of the configured ones. */
    public static final String NEXT = ".next";

    private static final Logger LOG = LoggerFactory.getLogger(TlsIdentities.class);
    private static final int LOOK_MILLIS = 1_000;

    private final TlsFiles files;
    private final TlsFiles next;
    private final ObjectProvider<PublishedSince> published;
    private final Duration overlap;
    private final Clock clock;
    private final List<Consumer<TlsIdentity>> listeners = new CopyOnWriteArrayList<>();
    private volatile TlsIdentity current;

    /** Begins with what the configuration names. */
    TlsIdentities(NodeConfig config, ObjectProvider<PublishedSince> published, Clock clock)
            throws IOException {
        Tls tls = config.federation().tls();
        this.files = TlsFiles.forNodes(tls);
        this.next = TlsFiles.forNodes(tls.at(beside(tls.certificate()), beside(tls.key())));
        this.published = published;
        this.overlap = Duration.ofSeconds(config.trust().overlapSeconds());
        this.clock = clock;
        this.current = TlsIdentity.read(tls);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + NEXT);
    }

    /** What is shown now. */
    public TlsIdentity current() {
        return current;
    }

    /** Hears of another identity that is to be shown from now on. */
    public void listen(Consumer<TlsIdentity> listener) {
        listeners.add(listener);
    }

    /** Before a port is open: a successor may be in use since before the restart. */
    @Override
    public void afterSingletonsInstantiated() {
        refresh();
    }

    /** Looks at the files and at what is published, and goes over if it is time. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        List<TlsIdentity> offered =
                Stream.of(next, files).flatMap(each -> each.read().stream()).toList();
        TlsIdentity chosen =
                TlsChoice.decide(current, offered, published.getObject(), overlap, clock.instant());
        if (!chosen.equals(current)) {
            LOG.info("the TLS key with pin {} is shown from now on", chosen.pin());
            current = chosen;
            listeners.forEach(listener -> listener.accept(chosen));
        }
    }
}
