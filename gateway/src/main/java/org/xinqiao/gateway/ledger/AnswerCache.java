package org.xinqiao.gateway.ledger;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.ReplicatedMapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.MessageRules;

/**
 * A cache in front of {@link Answers}, shared by a node's instances: a partner that sends the same
 * message over and over soon needs no database. What it forgets is found there; it decides nothing.
 *
 * <p>Every instance holds all of it, so that looking, which nearly always finds nothing, costs no
 * way to another thread or machine.
 */
@Component
public class AnswerCache {
    private static final String NAME = "answers";
    private static final int ENTRIES_MAX = 10_000;

    private final ReplicatedMap<String, Entry> entries;

    /** A cache in a node's own cluster. */
    public AnswerCache(HazelcastInstance hazelcast) {
        var config = new ReplicatedMapConfig(NAME);
        config.setInMemoryFormat(InMemoryFormat.OBJECT).setAsyncFillup(true);
        hazelcast.getConfig().addReplicatedMapConfig(config);
        this.entries = hazelcast.getReplicatedMap(NAME);
    }

    /** An answer given before. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(byte[] digest, int status, byte[] answer) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
    }

    Optional<Entry> find(Authentic message) {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(entries.get(key(message)));
    }

    /** Keeps an answer that is committed; never call it before. */
    void keep(Authentic message, Entry entry) {
        if (entries.size() < ENTRIES_MAX) {
            entries.put(
                    key(message), entry, MessageRules.QUERY_AGE_MAX.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String key(Authentic message) {
        return message.envelope().source() + " " + message.envelope().id();
    }
}
