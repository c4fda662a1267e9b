package org.xinqiao.trust.tuf;

import java.util.HexFormat;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/** What a file must be, byte for byte. */
public record FileInfo(long length, String sha256) {
    /** What these bytes are. */
    public static FileInfo of(byte[] bytes) {
        return new FileInfo(bytes.length, sha256(bytes));
    }

    static FileInfo read(Fields fields) throws MalformedJson {
        String sha256 = fields.object("hashes").text("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw fields.malformed("hashes", "sha256 must be 32 bytes in lower-case hex");
        }
        return new FileInfo(fields.integer("length", 0, Integer.MAX_VALUE), sha256);
    }

    void write(ObjectNode json) {
        json.put("length", length).putObject("hashes").put("sha256", sha256);
    }

    /** Returns only if the bytes are exactly these. */
    void verify(String file, byte[] bytes) throws TufRefused {
        if (bytes.length != length) {
            throw new TufRefused(new TufRefusal.WrongLength(file, length, bytes.length));
        }
        String actual = sha256(bytes);
        if (!actual.equals(sha256)) {
            throw new TufRefused(new TufRefusal.WrongHash(file, sha256, actual));
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256(bytes));
    }
}
