package org.xinqiao.contracts.log;

import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a note: {@code — <name> <base64(key id ‖ signature)>}.
 *
 * @param name whose it claims to be
 * @param keyId the claimed key, 4 bytes
 * @param signature what follows the key id; its form depends on the kind of key
 */
public record NoteSignature(String name, byte[] keyId, byte[] signature) {
    static final int KEY_ID_BYTES = 4;
    static final int NAME_CHARACTERS_MAX = 128;
    static final int SIGNATURE_BYTES_MAX = 512;
    private static final String START = "\u2014 ";

    /** Keeps copies, and checks that it can be written. */
    public NoteSignature {
        if (!isName(name) || keyId.length != KEY_ID_BYTES) {
            throw new IllegalArgumentException("not a signature line");
        }
        keyId = keyId.clone();
        signature = signature.clone();
    }

    /** The line, without its end. */
    String line() {
        byte[] bytes = Arrays.copyOf(keyId, KEY_ID_BYTES + signature.length);
        System.arraycopy(signature, 0, bytes, KEY_ID_BYTES, signature.length);
        return START + name + " " + Base64.getEncoder().encodeToString(bytes);
    }

    static NoteSignature parse(String line) throws MalformedNote {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(START) || space < START.length()) {
            throw new MalformedNote("A signature line is a dash, a name and a signature");
        }
        String name = line.substring(START.length(), space);
        byte[] bytes = StandardBase64.decode(line.substring(space + 1));
        if (!isName(name)) {
            throw new MalformedNote("A name has neither spaces nor plus");
        }
        if (bytes.length <= KEY_ID_BYTES || bytes.length > KEY_ID_BYTES + SIGNATURE_BYTES_MAX) {
            throw new MalformedNote("A signature has a key id and 1 to 512 bytes");
        }
        return new NoteSignature(
                name,
                Arrays.copyOf(bytes, KEY_ID_BYTES),
                Arrays.copyOfRange(bytes, KEY_ID_BYTES, bytes.length));
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= NAME_CHARACTERS_MAX
                && name.indexOf('+') < 0
                && name.codePoints()
                        .noneMatch(c ->
                                Character.isWhitespace(c)
                                        || Character.isSpaceChar(c)
                                        || Character.isISOControl(c));
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && name.equals(that.name)
                && Arrays.equals(keyId, that.keyId)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return line();
    }
}
