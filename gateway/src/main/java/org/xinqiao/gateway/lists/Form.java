package org.xinqiao.gateway.lists;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.Content;
import tools.jackson.databind.node.ObjectNode;

/** In which form the database has what a change carries. */
enum Form {
    /** Canonical JSON. */
    OPEN(0),
    /** A JWE to the stream's recipient. */
    SEALED(1),
    /** Nothing: the key was recalled. */
    RECALLED(2),
    /** The hash of the change alone, because its key was recalled later. */
    ERASED(3);

    private final int number;

    Form(int number) {
        this.number = number;
    }

    /** Its number in the database. */
    int number() {
        return number;
    }

    static Form of(int number) {
        for (Form form : values()) {
            if (form.number == number) {
                return form;
            }
        }
        throw new IllegalArgumentException("the database knows no form " + number);
    }

    static Form of(Content content) {
        return switch (content) {
            case Content.Open _ -> OPEN;
            case Content.Sealed _ -> SEALED;
            case Content.Recalled _ -> RECALLED;
            case Content.Erased _ -> ERASED;
        };
    }

    /** The bytes that are kept. */
    static byte @Nullable [] bytes(Content content) {
        return switch (content) {
            case Content.Open open -> open.json();
            case Content.Sealed sealed -> sealed.jwe().getBytes(StandardCharsets.US_ASCII);
            case Content.Recalled _ -> null;
            case Content.Erased erased -> erased.leaf().bytes();
        };
    }

    /** What was kept. */
    Content content(byte @Nullable [] bytes) {
        return switch (this) {
            case OPEN -> open(Objects.requireNonNull(bytes));
            case SEALED ->
                    new Content.Sealed(
                            new String(Objects.requireNonNull(bytes), StandardCharsets.US_ASCII));
            case RECALLED -> new Content.Recalled();
            case ERASED -> new Content.Erased(Hash.of(Objects.requireNonNull(bytes)));
        };
    }

    /** Whoever sent it may have written by a later model than ours. */
    private static Content open(byte[] json) {
        try {
            ObjectNode object = StrictJson.parseObject(json);
            try {
                return new Content.Open(Entry.parse(object), json, true);
            } catch (MalformedJson e) {
                return new Content.Open(Entry.parseKnown(object), json, false);
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException("an entry in the database is damaged", e);
        }
    }
}
