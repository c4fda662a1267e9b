package org.xinqiao.gateway.ledger;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.operate.SafeTrace;

/**
 * Tells whoever delivers on this instance that something new waits. It is a hint that saves time:
 * what it misses is found by looking.
 */
@Component
public class OutboxSignal {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSignal.class);

    private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** Hears of each partner for whom something waits; must return at once. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Never fails: it is called when the notices are committed, and no caller may doubt that. */
    void raise(String partner) {
        for (Consumer<String> listener : listeners) {
            try {
                listener.accept(partner);
            } catch (RuntimeException e) {
                LOG.warn(
                        "nobody was told that something waits for {}: {}",
                        partner,
                        SafeTrace.of(e));
            }
        }
    }
}
