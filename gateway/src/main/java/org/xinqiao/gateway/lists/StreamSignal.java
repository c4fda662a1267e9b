package org.xinqiao.gateway.lists;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.SafeTrace;

/**
 * Tells whoever cuts or sends on this instance that a stream has more. It is a hint that saves
 * time: what it misses is found by looking.
 */
@Component
public class StreamSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSignal.class);

    private final CopyOnWriteArrayList<Consumer<StreamName>> cutters = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<StreamName>> senders = new CopyOnWriteArrayList<>();

    /** Hears of each stream in which changes wait; must return at once. */
    public void onPending(Consumer<StreamName> listener) {
        cutters.add(listener);
    }

    /** Hears of each stream with another batch; must return at once. */
    public void onBatch(Consumer<StreamName> listener) {
        senders.add(listener);
    }

    /** Changes wait, and are committed. */
    public void pending(StreamName stream) {
        tell(cutters, stream);
    }

    /** Another batch is there, and is committed. */
    public void batch(StreamName stream) {
        tell(senders, stream);
    }

    /** Never fails: the work that it speaks of is done. */
    private static void tell(Iterable<Consumer<StreamName>> listeners, StreamName stream) {
        for (Consumer<StreamName> listener : listeners) {
            try {
                listener.accept(stream);
            } catch (RuntimeException e) {
                LOG.warn("nobody was told that {} has more: {}", stream, SafeTrace.of(e));
            }
        }
    }
}
