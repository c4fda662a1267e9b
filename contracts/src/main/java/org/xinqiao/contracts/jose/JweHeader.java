package org.xinqiao.contracts.jose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** The protected header of a JWE: exactly its members, and the ephemeral key where INTL has one. */
record JweHeader(
        Suite suite, String kid, Addressing addressing, @Nullable VerificationKey ephemeral) {
    static final int CHARACTERS_MAX = 1024;

    private static final String ECDH = "ECDH-ES";
    private static final String SM2 = "SM2";

    /** The value of {@code enc}. */
    static String encryption(Suite suite) {
        return suite == Suite.INTL ? "A256GCM" : "SM4GCM";
    }

    byte[] write() {
        ObjectNode json =
                StrictJson.object()
                        .put("alg", suite == Suite.INTL ? ECDH : SM2)
                        .put("enc", encryption(suite))
                        .put("kid", kid)
                        .put("iss", addressing.issuer())
                        .put("aud", addressing.audience())
                        .put("id", addressing.id());
        if (ephemeral != null) {
            json.set("epk", ephemeral.jwk().retain("kty", "crv", "x", "y"));
        }
        return Base64Url.encodeAscii(StrictJson.write(json));
    }

    static JweHeader parse(byte[] base64url) throws MalformedJwe {
        if (base64url.length > CHARACTERS_MAX) {
            throw new MalformedJwe("The header is too long");
        }
        try {
            Fields fields = new Fields("", StrictJson.parseObject(Base64Url.decode(base64url)));
            JweHeader header = read(fields);
            fields.end();
            return header;
        } catch (MalformedJson e) {
            throw new MalformedJwe("The header's " + e.path() + " " + e.rule());
        } catch (InvalidKey e) {
            throw new MalformedJwe("The header's epk is no key of P-256");
        }
    }

    private static JweHeader read(Fields fields) throws MalformedJson, InvalidKey {
        Suite suite = fields.oneOf("alg", JweHeader::suite);
        if (!fields.text("enc").equals(encryption(suite))) {
            throw fields.malformed("enc", "is not the one that alg goes with");
        }
        return new JweHeader(
                suite,
                fields.text("kid"),
                new Addressing(fields.text("iss"), fields.text("aud"), fields.text("id")),
                suite == Suite.INTL ? ephemeral(fields.object("epk")) : null);
    }

    private static Optional<Suite> suite(String algorithm) {
        return switch (algorithm) {
            case ECDH -> Optional.of(Suite.INTL);
            case SM2 -> Optional.of(Suite.SM);
            default -> Optional.empty();
        };
    }

    private static VerificationKey ephemeral(Fields fields) throws MalformedJson, InvalidKey {
        if (!fields.text("kty").equals("EC") || !fields.text("crv").equals("P-256")) {
            throw fields.malformed("crv", "must be P-256");
        }
        VerificationKey key =
                Keys.ofPoint(SignatureAlgorithm.ES256, fields.bytes("x"), fields.bytes("y"));
        fields.end();
        return key;
    }
}
