package org.xinqiao.gateway.ledger;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Tells whoever delivers on this instance that something new waits. It is a hint that saves time:
 * what it misses is found by looking.
 */
@Component
public class OutboxSignal {
    private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** Hears of each partner for whom something waits; must return at once. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void raise(String partner) {
        listeners.forEach(listener -> listener.accept(partner));
    }
}
