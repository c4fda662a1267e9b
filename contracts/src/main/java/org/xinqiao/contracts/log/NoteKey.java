package org.xinqiao.contracts.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;

/**
 * A key that signs notes, by the name under which it does so. Whether the node really published it,
 * and for this use, the caller knows from the trust documents.
 */
public final class NoteKey {
    private final String name;
    private final VerificationKey key;
    private final byte[] id;

    private NoteKey(String name, byte type, VerificationKey key) {
        this.name = name;
        this.key = key;
        this.id =
                Arrays.copyOf(
                        Digests.sha256(
                                name.getBytes(StandardCharsets.UTF_8),
                                new byte[] {'\n', type},
                                point(key)),
                        NoteSignature.KEY_ID_BYTES);
    }

    /** The key of a node's own log. */
    public static NoteKey ofLog(NodeId node, VerificationKey key) {
        return new NoteKey(Checkpoint.originOf(node), (byte) 0x01, key);
    }

    /** The key of a node as a witness of others' logs. */
    public static NoteKey ofWitness(NodeId node, VerificationKey key) {
        return new NoteKey(node.value() + "/witness", (byte) 0x04, key);
    }

    private static byte[] point(VerificationKey key) {
        if (key.algorithm() != SignatureAlgorithm.EDDSA) {
            throw new IllegalArgumentException("notes are signed with Ed25519");
        }
        try {
            return Base64Url.decode(key.jwk().get("x").stringValue());
        } catch (MalformedJson e) {
            throw new IllegalStateException("A parsed key has its x in base64url", e);
        }
    }

    /** The name on the signature line. */
    public String name() {
        return name;
    }

    /** The first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
    public byte[] id() {
        return id.clone();
    }

    /** The key itself. */
    public VerificationKey key() {
        return key;
    }

    /** Whether a line claims to be by this key; four bytes prove nothing. */
    public boolean claimedBy(NoteSignature signature) {
        return signature.name().equals(name) && Arrays.equals(signature.keyId(), id);
    }
}
