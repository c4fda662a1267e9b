package org.xinqiao.trust.tuf;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A metadata file in its frame; nothing in it may be believed before {@link Authority#verify}. */
final class SignedMetadata {
    private static final int SIGNATURES_MAX = 64;

    private final ObjectNode signed;
    private final byte[] canonical;
    private final Map<String, byte[]> signatures;

    private SignedMetadata(ObjectNode signed, byte[] canonical, Map<String, byte[]> signatures) {
        this.signed = signed;
        this.canonical = canonical;
        this.signatures = signatures;
    }

    /** What is signed. */
    ObjectNode signed() {
        return signed;
    }

    /** Whether this key signed it. */
    boolean isSignedBy(RoleKey key) {
        byte[] signature = signatures.get(key.id());
        return signature != null && key.signed(canonical, signature);
    }

    static SignedMetadata parse(String file, byte[] bytes) throws TufRefused {
        try {
            Fields frame = new Fields("", StrictJson.parseObject(bytes));
            JsonNode signed = frame.node("signed");
            if (!(signed instanceof ObjectNode object)) {
                throw frame.malformed("signed", "must be an object");
            }
            return new SignedMetadata(object, CanonicalJson.write(object), signatures(frame));
        } catch (MalformedJson e) {
            throw new TufRefused(new TufRefusal.Malformed(file, String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, byte[]> signatures(Fields frame) throws MalformedJson {
        var list = frame.objects("signatures");
        if (list.size() > SIGNATURES_MAX) {
            throw frame.malformed("signatures", "must be at most " + SIGNATURES_MAX);
        }
        Map<String, byte[]> signatures = new HashMap<>();
        for (Fields each : list) {
            byte[] signature = hex(each);
            if (signatures.put(each.text("keyid"), signature) != null) {
                throw each.malformed("keyid", "a key signs once");
            }
        }
        return signatures;
    }

    private static byte[] hex(Fields fields) throws MalformedJson {
        try {
            return HexFormat.of().parseHex(fields.text("sig"));
        } catch (IllegalArgumentException e) {
            throw fields.malformed("sig", "must be hex");
        }
    }
}
