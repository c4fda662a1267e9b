package org.xinqiao.trust.tuf;

import java.util.HexFormat;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Ed25519 key of a role. Its id is the SHA-256 of its canonical form, recomputed on reading, so
 * that one key never counts as two.
 */
public final class RoleKey {
    private static final String ED25519 = "ed25519";
    private static final HexFormat HEX = HexFormat.of();

    private final String id;
    private final VerificationKey key;
    private final String publicHex;

    private RoleKey(VerificationKey key, String publicHex) throws MalformedJson {
        this.key = key;
        this.publicHex = publicHex;
        this.id = HEX.formatHex(Digests.sha256(CanonicalJson.write(json(publicHex))));
    }

    /** The role key of an Ed25519 key. */
    public static RoleKey of(VerificationKey key) {
        if (key.algorithm() != SignatureAlgorithm.EDDSA) {
            throw new IllegalArgumentException("A role signs with Ed25519");
        }
        try {
            byte[] x = Base64Url.decode(key.jwk().get("x").stringValue());
            return new RoleKey(key, HEX.formatHex(x));
        } catch (MalformedJson e) {
            throw new IllegalStateException("A key's own JWK is well formed", e);
        }
    }

    static RoleKey read(String id, Fields fields) throws MalformedJson {
        if (!fields.text("keytype").equals(ED25519) || !fields.text("scheme").equals(ED25519)) {
            throw fields.malformed("keytype", "must be ed25519");
        }
        String publicHex = fields.object("keyval").text("public");
        RoleKey key = new RoleKey(parse(fields, publicHex), publicHex);
        if (!key.id.equals(id)) {
            throw fields.malformed("keyval", "is not the key of this id");
        }
        return key;
    }

    private static VerificationKey parse(Fields fields, String publicHex) throws MalformedJson {
        if (!publicHex.matches("[0-9a-f]{64}")) {
            throw fields.malformed("keyval", "must be 32 bytes in lower-case hex");
        }
        ObjectNode jwk =
                StrictJson.object()
                        .put("kty", "OKP")
                        .put("crv", "Ed25519")
                        .put("x", Base64Url.encode(HEX.parseHex(publicHex)));
        try {
            return Keys.parsePublic(jwk);
        } catch (InvalidKey e) {
            throw fields.malformed("keyval", String.valueOf(e.getMessage()));
        }
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Whether {@code signature} is this key's over {@code message}. */
    boolean signed(byte[] message, byte[] signature) {
        try {
            key.verify(message, signature);
            return true;
        } catch (BadSignature e) {
            return false;
        }
    }

    /** The key as TUF writes it. */
    public ObjectNode json() {
        return json(publicHex);
    }

    private static ObjectNode json(String publicHex) {
        ObjectNode json = StrictJson.object().put("keytype", ED25519).put("scheme", ED25519);
        json.putObject("keyval").put("public", publicHex);
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoleKey that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
