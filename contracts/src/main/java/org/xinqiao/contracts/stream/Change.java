package org.xinqiao.contracts.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.log.Hash;

/**
 * One change of a stream.
 *
 * @param seq its place, from 1 without gaps
 * @param key the entry's random id, given by the source: 1 to {@value #KEY_CHARACTERS_MAX} of the
 *     characters {@code A-Z a-z 0-9 - . _ ~}
 * @param content what it carries
 * @param origin where a forwarder had it from
 */
public record Change(long seq, String key, Content content, @Nullable Origin origin) {
    /** The highest place: every JSON reader knows numbers up to this one. */
    public static final long SEQ_MAX = Jcs.INTEGER_MAX;

    /** The longest key. */
    public static final int KEY_CHARACTERS_MAX = 64;

    private static final boolean[] KEY_CHARACTERS = keyCharacters();

    /** Checks the bounds. */
    public Change {
        if (seq < 1 || seq > SEQ_MAX) {
            throw new IllegalArgumentException("seq counts from 1");
        }
        if (!isKey(key)) {
            throw new IllegalArgumentException("key: 1 to 64 unreserved characters");
        }
    }

    /** A change of the source's own. */
    public Change(long seq, String key, Content content) {
        this(seq, key, content, null);
    }

    /** What it does. */
    public Op op() {
        return content.op();
    }

    /** Its leaf in the stream's log: over the JCS of the change, also where the body is gone. */
    public Hash leaf() {
        return new Leaves().leaf(this);
    }

    /**
     * Its leaf in the stream's state, over the JCS of {@code {"entry":…,"key":…}}; empty where it
     * has no body.
     */
    public Optional<Hash> stateLeaf() {
        return new Leaves().stateLeaf(key, content);
    }

    /** Whether a text is the key of an entry. */
    public static boolean isKey(String text) {
        if (text.isEmpty() || text.length() > KEY_CHARACTERS_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= KEY_CHARACTERS.length || !KEY_CHARACTERS[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] keyCharacters() {
        boolean[] allowed = new boolean[128];
        String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        all.chars().forEach(c -> allowed[c] = true);
        return allowed;
    }
}
