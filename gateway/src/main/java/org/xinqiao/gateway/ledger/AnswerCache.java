package org.xinqiao.gateway.ledger;

import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
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
 */
@Component
public class AnswerCache {
    private static final String NAME = "answers";
    private static final int ENTRIES_MAX = 10_000;

    private final IMap<String, Entry> entries;

    private static MapConfig bounded() {
        var eviction =
                new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(ENTRIES_MAX);
        return new MapConfig(NAME).setBackupCount(0).setEvictionConfig(eviction);
    }

    /** A cache in a node's own cluster. */
    public AnswerCache(HazelcastInstance hazelcast) {
        hazelcast.getConfig().addMapConfig(bounded());
        this.entries = hazelcast.getMap(NAME);
    }

    /** An answer given before. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(byte[] digest, int status, byte[] answer) implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
    }

    Optional<Entry> find(Authentic message) {
        return Optional.ofNullable(entries.get(key(message)));
    }

    /** Keeps an answer that is committed; never call it before. */
    void keep(Authentic message, Entry entry) {
        entries.setAsync(
                key(message), entry, MessageRules.QUERY_AGE_MAX.toSeconds(), TimeUnit.SECONDS);
    }

    private static String key(Authentic message) {
        return message.envelope().source() + " " + message.envelope().id();
    }
}
