package org.xinqiao.contracts.stream;

import java.nio.charset.StandardCharsets;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest or a state with its signature. Once parsed, the form is right; that its source said it
 * is known only after {@link #verify} has returned for a key that the trust documents give to
 * {@code statement().stream().source()} for the use {@code stream}.
 */
public final class Signed<S extends Statement> {
    private final S statement;
    private final CompactJws jws;
    private final byte[] bytes;

    private Signed(S statement, CompactJws jws, byte[] bytes) {
        this.statement = statement;
        this.jws = jws;
        this.bytes = bytes;
    }

    /** The statement, signed. */
    public static <S extends Statement> Signed<S> sign(S statement, SigningKey key) {
        byte[] jws =
                CompactJws.sign(key, statement.type(), Jcs.of(statement.toJson()))
                        .getBytes(StandardCharsets.US_ASCII);
        try {
            return new Signed<>(statement, CompactJws.parse(jws, statement.type()), jws);
        } catch (MalformedJws e) {
            throw new IllegalStateException("what was signed is a JWS", e);
        }
    }

    /** A manifest as it came. */
    public static Signed<Manifest> manifest(byte[] ascii) throws BadBatch {
        return parse(ascii, JwsType.MANIFEST, Manifest::parse);
    }

    /** A state as it came. */
    public static Signed<StreamState> state(byte[] ascii) throws BadBatch {
        return parse(ascii, JwsType.STATE, StreamState::parse);
    }

    private static <S extends Statement> Signed<S> parse(
            byte[] ascii, JwsType type, Reading<S> reading) throws BadBatch {
        if (ascii.length > BatchBounds.STATEMENT_BYTES_MAX) {
            throw BadBatch.malformed("The " + type.wire() + " is too long");
        }
        try {
            CompactJws jws = CompactJws.parse(ascii, type);
            S statement = reading.read(StrictJson.parseObject(jws.payload()));
            return new Signed<>(statement, jws, ascii.clone());
        } catch (MalformedJws e) {
            throw new BadBatch(e.problem(), String.valueOf(e.getMessage()));
        } catch (MalformedJson e) {
            throw new BadBatch(
                    ProblemType.BATCH_MALFORMED, "The " + type.wire() + ": " + e.getMessage());
        }
    }

    /** What is stated. */
    public S statement() {
        return statement;
    }

    /** The algorithm that the header claims. */
    public SignatureAlgorithm algorithm() {
        return jws.algorithm();
    }

    /** The key that the header claims. */
    public String kid() {
        return jws.kid();
    }

    /** The JWS, as it is kept and passed on. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns only if this key signed it. */
    public void verify(VerificationKey key) throws BadSignature {
        jws.verify(key);
    }

    @Override
    public String toString() {
        return statement.toString();
    }

    private interface Reading<S> {
        S read(ObjectNode payload) throws MalformedJson;
    }
}
