package org.xinqiao.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.log.Hash;

/** Makes leaf hashes, one after another with one digest. One thread. */
public final class Leaves {
    private static final byte[] ENTRY = ascii("{\"entry\":");
    private static final byte[] THEN_KEY = ascii(",\"key\":");
    private static final byte[] KEY = ascii("{\"key\":");
    private static final byte[] UPSERT = ascii(",\"op\":\"UPSERT\"");
    private static final byte[] RECALL = ascii(",\"op\":\"RECALL\"");
    private static final byte[] ORIGIN = ascii(",\"origin\":{\"leaf\":");
    private static final byte[] ORIGIN_SEQ = ascii(",\"seq\":");
    private static final byte[] ORIGIN_STREAM = ascii(",\"stream\":");
    private static final byte[] SEQ = ascii(",\"seq\":");
    private static final byte[] END = ascii("}");

    private static final byte[] LEAF = {0};

    private final Jcs tail = new Jcs();
    private final MessageDigest digest = Digests.newSha256();

    /** For any number of leaves. */
    public Leaves() {}

    /** The leaf of a change in its stream's log. */
    public Hash leaf(Change change) {
        if (change.content() instanceof Content.Erased erased) {
            return erased.leaf();
        }
        begin(change.content(), change.key());
        tail.raw(change.op() == Op.UPSERT ? UPSERT : RECALL);
        origin(change.origin());
        tail.raw(SEQ).number(change.seq());
        return end();
    }

    /** The leaf of a key and its entry in the stream's state; empty where there is no body. */
    public Optional<Hash> stateLeaf(String key, Content content) {
        if (!(content instanceof Content.Open || content instanceof Content.Sealed)) {
            return Optional.empty();
        }
        begin(content, key);
        return Optional.of(end());
    }

    private void begin(Content content, String key) {
        digest.update(LEAF);
        tail.cut(0);
        switch (content) {
            case Content.Open open -> {
                // The one large part is hashed where it lies.
                digest.update(ENTRY);
                digest.update(open.json());
                tail.raw(THEN_KEY);
            }
            case Content.Sealed sealed -> tail.raw(ENTRY).text(sealed.jwe()).raw(THEN_KEY);
            case Content.Recalled _, Content.Erased _ -> tail.raw(KEY);
        }
        tail.text(key);
    }

    private Hash end() {
        tail.raw(END).into(digest);
        return Hash.of(digest.digest());
    }

    private void origin(@Nullable Origin origin) {
        if (origin != null) {
            tail.raw(ORIGIN)
                    .text(Base64Url.encode(origin.leaf().bytes()))
                    .raw(ORIGIN_SEQ)
                    .number(origin.seq())
                    .raw(ORIGIN_STREAM)
                    .text(origin.stream().value())
                    .raw(END);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
