package org.xinqiao.contracts.message;

import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.receipt.v1}: where the receiver's evidence log holds the message
 * (protocol, section 8).
 *
 * @param salt 32 random bytes
 * @param leaf RFC 9162 leaf hash of the receiver's own entry
 * @param log origin of the receiver's log, {@code <node>/log}
 */
@SuppressWarnings("ArrayRecordComponent") // made, read and handed on; never compared
public record Receipt(byte[] salt, byte[] leaf, String log) {
    /** Length of the salt and of the leaf hash. */
    public static final int BYTES = 32;

    /** Reads the data; unknown members are refused. */
    public static Receipt parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var receipt =
                new Receipt(bytes(fields, "salt"), bytes(fields, "leaf"), fields.text("log", 64));
        fields.end();
        return receipt;
    }

    private static byte[] bytes(Fields fields, String name) throws MalformedJson {
        byte[] bytes = Base64Url.decode(fields.text(name));
        if (bytes.length != BYTES) {
            throw fields.malformed(name, "base64url of 32 bytes");
        }
        return bytes;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("salt", Base64Url.encode(salt))
                .put("leaf", Base64Url.encode(leaf))
                .put("log", log);
    }
}
