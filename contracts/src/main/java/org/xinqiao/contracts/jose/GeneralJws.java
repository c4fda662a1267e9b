package org.xinqiao.contracts.jose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several signatures over one payload, in the general JSON form of <a
 * href="https://www.rfc-editor.org/rfc/rfc7515#section-7.2.1">RFC 7515</a>: how the parties sign an
 * agreement.
 *
 * <p>Once {@link #parse} has returned, the form is right. Whether anybody signed is known only of
 * those signatures whose {@link Signature#verify} has returned, each for a key of its party.
 */
public final class GeneralJws {
    /** How many signatures one document may carry. */
    public static final int SIGNATURES_MAX = 64;

    private final JwsType type;
    private final byte[] payload;
    private final byte[] payloadText;
    private final List<Signature> signatures;

    private GeneralJws(
            JwsType type, byte[] payload, byte[] payloadText, List<Signature> signatures) {
        this.type = type;
        this.payload = payload;
        this.payloadText = payloadText;
        this.signatures = List.copyOf(signatures);
    }

    /** The payload signed as this kind by each of the keys. */
    public static ObjectNode sign(JwsType type, byte[] payload, List<SigningKey> keys) {
        byte[] text = Base64Url.encodeAscii(payload);
        List<Signature> signatures = new ArrayList<>();
        for (SigningKey key : keys) {
            signatures.add(Signature.by(key, type, text));
        }
        return new GeneralJws(type, payload.clone(), text, signatures).toJson();
    }

    /** A JWS of exactly this kind; protected headers only, at least one signature. */
    public static GeneralJws parse(JsonNode json, JwsType expected) throws MalformedJws {
        if (!(json instanceof ObjectNode object)) {
            throw Header.malformed("A general JWS is an object");
        }
        try {
            Fields fields = new Fields("", object);
            byte[] payloadText = ascii(fields.text("payload"));
            List<Signature> signatures =
                    signatures(fields.objects("signatures"), payloadText, expected);
            fields.end();
            byte[] payload = SignedPart.bytes(payloadText, "The payload");
            return new GeneralJws(expected, payload, payloadText, signatures);
        } catch (MalformedJson e) {
            throw Header.malformed(e.path() + " " + e.rule());
        }
    }

    private static List<Signature> signatures(
            List<Fields> objects, byte[] payloadText, JwsType expected)
            throws MalformedJws, MalformedJson {
        if (objects.isEmpty() || objects.size() > SIGNATURES_MAX) {
            throw Header.malformed("There must be 1 to " + SIGNATURES_MAX + " signatures");
        }
        List<Signature> signatures = new ArrayList<>(objects.size());
        Set<String> kids = new HashSet<>();
        for (Fields fields : objects) {
            Signature signature = Signature.parse(fields, payloadText, expected);
            // Else one party's second signature could be counted for another's first.
            if (!kids.add(signature.kid())) {
                throw Header.malformed("A key signs once");
            }
            signatures.add(signature);
        }
        return signatures;
    }

    /** What was signed; trustworthy as far as the verified signatures reach. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The signatures in their order, each with another kid, none of them verified yet. */
    public List<Signature> signatures() {
        return signatures;
    }

    /** The same document with one signature more; one by the same key is replaced. */
    public ObjectNode withSignature(SigningKey key) {
        List<Signature> all = new ArrayList<>(signatures);
        all.removeIf(signature -> signature.kid().equals(key.kid()));
        all.add(Signature.by(key, type, payloadText));
        return new GeneralJws(type, payload, payloadText, all).toJson();
    }

    /** The document. */
    public ObjectNode toJson() {
        ObjectNode json = StrictJson.object().put("payload", text(payloadText));
        ArrayNode array = json.putArray("signatures");
        for (Signature signature : signatures) {
            array.addObject()
                    .put("protected", text(signature.protectedText))
                    .put("signature", Base64Url.encode(signature.part.signature()));
        }
        return json;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    /** One signature, claimed by a key. */
    public static final class Signature {
        private final byte[] protectedText;
        private final SignedPart part;

        private Signature(byte[] protectedText, SignedPart part) {
            this.protectedText = protectedText;
            this.part = part;
        }

        private static Signature by(SigningKey key, JwsType type, byte[] payloadText) {
            byte[] header = Header.write(key, type);
            byte[] input = SignedPart.input(header, payloadText);
            return new Signature(
                    header,
                    new SignedPart(new Header(key.algorithm(), key.kid()), input, key.sign(input)));
        }

        private static Signature parse(Fields fields, byte[] payloadText, JwsType expected)
                throws MalformedJws, MalformedJson {
            byte[] header = ascii(fields.text("protected"));
            byte[] signature = SignedPart.signature(ascii(fields.text("signature")));
            fields.end();
            return new Signature(
                    header,
                    new SignedPart(
                            Header.parse(header, expected),
                            SignedPart.input(header, payloadText),
                            signature));
        }

        /** The algorithm that the header claims. */
        public SignatureAlgorithm algorithm() {
            return part.header().algorithm();
        }

        /** The key that the header claims. */
        public String kid() {
            return part.header().kid();
        }

        /** Returns only if this key, by its own algorithm and name, signed the payload. */
        public void verify(VerificationKey key) throws BadSignature {
            part.verify(key);
        }
    }
}
