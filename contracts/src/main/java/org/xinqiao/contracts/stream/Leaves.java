package org.xinqiao.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.log.Hash;

/** Makes leaf hashes, one after another in one buffer. One thread. */
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

    private final Jcs jcs = new Jcs();

    /** For any number of leaves. */
    public Leaves() {}

    /** The leaf of a change in its stream's log. */
    public Hash leaf(Change change) {
        if (change.content() instanceof Content.Erased erased) {
            return erased.leaf();
        }
        jcs.cut(0);
        entryAndKey(change.content(), change.key());
        jcs.raw(change.op() == Op.UPSERT ? UPSERT : RECALL);
        origin(change.origin());
        jcs.raw(SEQ).number(change.seq()).raw(END);
        return Hash.ofLeaf(jcs.bytes());
    }

    /** The leaf of a key and its entry in the stream's state; empty where there is no body. */
    public Optional<Hash> stateLeaf(String key, Content content) {
        if (!(content instanceof Content.Open || content instanceof Content.Sealed)) {
            return Optional.empty();
        }
        jcs.cut(0);
        entryAndKey(content, key);
        jcs.raw(END);
        return Optional.of(Hash.ofLeaf(jcs.bytes()));
    }

    private void entryAndKey(Content content, String key) {
        switch (content) {
            case Content.Open open -> jcs.raw(ENTRY).raw(open.json()).raw(THEN_KEY);
            case Content.Sealed sealed -> jcs.raw(ENTRY).text(sealed.jwe()).raw(THEN_KEY);
            case Content.Recalled _, Content.Erased _ -> jcs.raw(KEY);
        }
        jcs.text(key);
    }

    private void origin(@Nullable Origin origin) {
        if (origin != null) {
            jcs.raw(ORIGIN)
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
