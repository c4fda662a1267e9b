package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.require;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.problem.Refusal;

/**
 * The holder's device says: I show this pass now. Renewed every 15 s.
 *
 * <p>One that was read is NOT verified until {@link #verify} has returned for the device key of the
 * verified pass.
 */
public final class Presentation {
    /** Length of the nonce. */
    public static final int NONCE_BYTES = 8;

    /** Length of a terminal's challenge. */
    public static final int CHALLENGE_BYTES = 16;

    private static final int ISSUED = 6;
    private static final int NONCE = 7;
    private static final long CHALLENGE = -65538;

    private final byte[] payload;
    private final byte[] signature;
    private final long issuedAt;
    private final byte[] nonce;
    private final byte @Nullable [] challenge;

    private Presentation(byte[] payload, byte[] signature) throws Refusal {
        this.payload = payload;
        this.signature = signature;
        var in = new CborReader(payload);
        int members = in.map();
        require(members == 2 || members == 3, "a presentation has the members 6, 7, -65538?");
        require(in.integer() == ISSUED, "a presentation has the members 6, 7, -65538?");
        issuedAt = in.unsigned();
        require(in.integer() == NONCE, "a presentation has the members 6, 7, -65538?");
        nonce = in.bytes(NONCE_BYTES, "nonce");
        byte[] answered = null;
        if (members == 3) {
            require(in.integer() == CHALLENGE, "a presentation has the members 6, 7, -65538?");
            answered = in.bytes(CHALLENGE_BYTES, "challenge");
        }
        challenge = answered;
        in.end();
    }

    /** Signs a presentation of the pass with the device's key. */
    public static Presentation sign(
            SigningKey device,
            Pass pass,
            long issuedAt,
            byte[] nonce,
            byte @Nullable [] challenge) {
        var out = new CborWriter().map(challenge == null ? 2 : 3);
        out.integer(ISSUED).integer(issuedAt).integer(NONCE).bytes(nonce);
        if (challenge != null) {
            out.integer(CHALLENGE).bytes(challenge);
        }
        byte[] payload = out.toByteArray();
        byte[] signature =
                device.sign(
                        CoseSign1.toBeSigned(
                                header(device.algorithm()), pass.signature(), payload));
        try {
            return new Presentation(payload, signature);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Presentation read(CborReader in) throws Refusal {
        require(in.array() == 2, "a presentation is payload and signature");
        byte[] payload = in.bytes();
        return new Presentation(payload, in.bytes(64, "a signature"));
    }

    void write(CborWriter out) {
        out.array(2).bytes(payload).bytes(signature);
    }

    /**
     * Returns only if the device key signed this presentation of that very pass.
     *
     * @throws BadSignature otherwise
     */
    public void verify(VerificationKey device, Pass pass) throws BadSignature {
        device.verify(
                CoseSign1.toBeSigned(header(device.algorithm()), pass.signature(), payload),
                signature);
    }

    private static byte[] header(SignatureAlgorithm algorithm) {
        return new CborWriter().map(1).integer(1).integer(algorithm.cose()).toByteArray();
    }

    /** When the device says it was made, in seconds since the epoch. */
    public long issuedAt() {
        return issuedAt;
    }

    /** Random, once only. */
    public byte[] nonce() {
        return nonce.clone();
    }

    /** The terminal's challenge that it answers, if any. */
    public Optional<byte[]> challenge() {
        return Optional.ofNullable(challenge).map(bytes -> Arrays.copyOf(bytes, bytes.length));
    }
}
