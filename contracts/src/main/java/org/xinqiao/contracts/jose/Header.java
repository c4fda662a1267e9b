package org.xinqiao.contracts.jose;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The protected header of every JWS: exactly {@code alg}, {@code kid} and {@code typ}. Nothing else
 * is ever understood, so a key inside the message ({@code jwk}, {@code x5c}, {@code jku}) or a
 * {@code crit} cannot take effect.
 */
record Header(SignatureAlgorithm algorithm, String kid) {
    /** The base64url length that no header of the profile reaches. */
    static final int CHARACTERS_MAX = 512;

    private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");

    static byte[] write(SigningKey key, JwsType type) {
        String json =
                "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}"
                        .formatted(key.algorithm().jose(), key.kid(), type.wire());
        return Base64Url.encodeAscii(json.getBytes(StandardCharsets.US_ASCII));
    }

    static Header parse(byte[] base64url, JwsType expected) throws MalformedJws {
        ObjectNode header = object(base64url);
        // The header's members are judged before their values: what is not allowed is not read.
        for (String member : header.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new MalformedJws(
                        ProblemType.HEADER_NOT_ALLOWED, "The header has more than alg, kid, typ");
            }
        }
        String algorithm = text(header, "alg");
        String kid = text(header, "kid");
        if (!text(header, "typ").equals(expected.wire())) {
            throw new MalformedJws(ProblemType.WRONG_TYP, "typ must be " + expected.wire());
        }
        Optional<SignatureAlgorithm> known = SignatureAlgorithm.ofJose(algorithm);
        if (known.isEmpty()) {
            throw new MalformedJws(ProblemType.ALGORITHM_NOT_ALLOWED, "alg is not one agreed");
        }
        return new Header(known.get(), kid);
    }

    private static ObjectNode object(byte[] base64url) throws MalformedJws {
        if (base64url.length > CHARACTERS_MAX) {
            throw malformed("The header is too long");
        }
        try {
            return StrictJson.parseObject(Base64Url.decode(base64url));
        } catch (MalformedJson e) {
            throw malformed("The header " + e.rule());
        }
    }

    private static String text(ObjectNode header, String member) throws MalformedJws {
        JsonNode value = header.get(member);
        if (value == null || !value.isString() || value.stringValue().isEmpty()) {
            throw malformed("The header must have the text " + member);
        }
        return value.stringValue();
    }

    static MalformedJws malformed(String rule) {
        return new MalformedJws(ProblemType.MESSAGE_MALFORMED, rule);
    }
}
