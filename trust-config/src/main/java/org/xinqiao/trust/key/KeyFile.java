package org.xinqiao.trust.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.RuntimeCryptoException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.Pkcs8;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

/**
 * A file of private keys: a JWK, PEM (PKCS #8, encrypted or not, or SEC 1), or PKCS #12. What it is
 * shows in the file itself, whatever its name. Encrypted is what {@link Pbes2} opens. A file that
 * everyone may read is refused, encrypted or not.
 */
public final class KeyFile {
    private static final int BYTES_MAX = 64 * 1024;
    private static final int DER_SEQUENCE = 0x30;
    private static final String BEGIN = "-----BEGIN ";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** The forms of a key file. */
    enum Form {
        JWK,
        PEM,
        PKCS12
    }

    /**
     * A file with its secrets opened.
     *
     * @param keys PKCS #8, each
     * @param encrypted whether any of them was
     * @param more whether something else stands beside them, such as a certificate
     */
    record Opened(Form form, List<byte[]> keys, boolean encrypted, boolean more) {}

    private KeyFile() {}

    /**
     * All signing keys of a file, at least one.
     *
     * @throws IOException if the file or its passphrase cannot be read or is not good; the message
     *     names the file and the rule, and shows nothing of a key or passphrase
     */
    public static List<SigningKey> read(Path file, Passphrase passphrase) throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        try {
            for (byte[] pkcs8 : open(file, passphrase).keys()) {
                keys.add(Pkcs8.parse(pkcs8));
            }
        } catch (InvalidKey e) {
            throw bad(file, e);
        }
        return List.copyOf(keys);
    }

    /**
     * The one key of a PEM or PKCS #12 file as PKCS #8, of whatever algorithm.
     *
     * @throws IOException as {@link #read} does
     */
    public static byte[] pkcs8(Path file, Passphrase passphrase) throws IOException {
        List<byte[]> keys = open(file, passphrase).keys();
        if (keys.size() != 1) {
            throw new IOException(file + ": must hold one private key, not " + keys.size());
        }
        return keys.getFirst();
    }

    static Opened open(Path file, Passphrase passphrase) throws IOException {
        FileState.requirePrivate(file);
        byte[] bytes = bytes(file);
        try {
            Opened opened =
                    switch (form(bytes)) {
                        case JWK -> jwk(bytes);
                        case PEM -> pem(bytes, passphrase);
                        case PKCS12 -> pkcs12(bytes, passphrase);
                    };
            if (opened.keys().isEmpty()) {
                throw new InvalidKey("holds no private key");
            }
            return opened;
        } catch (InvalidKey e) {
            throw bad(file, e);
        }
    }

    private static IOException bad(Path file, InvalidKey fault) {
        // Without its cause: whoever shows the innermost message must show the file.
        return new IOException(file + ": " + fault.getMessage());
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException(file + ": a key file has at most " + BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    private static Form form(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
            return Form.PKCS12;
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(BEGIN) ? Form.PEM : Form.JWK;
    }

    private static Opened jwk(byte[] bytes) throws InvalidKey {
        try {
            SigningKey key = Keys.parsePrivate(StrictJson.parseObject(bytes));
            return new Opened(Form.JWK, List.of(Pkcs8.write(key)), false, false);
        } catch (MalformedJson e) {
            throw new InvalidKey("is neither a private JWK nor PEM nor PKCS #12: " + e.rule());
        }
    }

    private static Opened pem(byte[] bytes, Passphrase passphrase) throws IOException, InvalidKey {
        List<byte[]> keys = new ArrayList<>();
        boolean encrypted = false;
        boolean more = false;
        for (Object block : blocks(bytes)) {
            switch (block) {
                case PrivateKeyInfo key -> keys.add(key.getEncoded());
                case PEMKeyPair pair -> keys.add(pair.getPrivateKeyInfo().getEncoded());
                case PKCS8EncryptedPrivateKeyInfo key -> {
                    keys.add(decrypt(key, passphrase));
                    encrypted = true;
                }
                case PEMEncryptedKeyPair _ ->
                        throw new InvalidKey(
                                "is encrypted as OpenSSL did before PKCS #8: \"openssl pkcs8"
                                        + " -topk8\" writes it anew");
                // What "openssl ecparam -genkey" writes before the key.
                case ASN1ObjectIdentifier _, X9ECParameters _ -> {}
                default -> more = true;
            }
        }
        return new Opened(Form.PEM, List.copyOf(keys), encrypted, more);
    }

    private static List<Object> blocks(byte[] bytes) throws InvalidKey {
        List<Object> blocks = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException e) {
            // The parser casts what it finds; a damaged file is no reason to fall over.
            throw new InvalidKey("is damaged PEM");
        }
        return blocks;
    }

    /** Only what holds keys is opened; certificates in it may be encrypted in any way. */
    private static Opened pkcs12(byte[] bytes, Passphrase passphrase)
            throws IOException, InvalidKey {
        List<byte[]> keys = new ArrayList<>();
        for (Object bag : bags(bytes)) {
            if (bag instanceof PKCS8EncryptedPrivateKeyInfo key) {
                keys.add(decrypt(key, passphrase));
            }
        }
        return new Opened(Form.PKCS12, List.copyOf(keys), true, true);
    }

    private static List<Object> bags(byte[] bytes) throws InvalidKey {
        List<Object> bags = new ArrayList<>();
        try {
            for (ContentInfo content : new PKCS12PfxPdu(bytes).getContentInfos()) {
                if (content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                    for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
                        bags.add(bag.getBagValue());
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new InvalidKey("is damaged PKCS #12");
        }
        return bags;
    }

    private static byte[] decrypt(PKCS8EncryptedPrivateKeyInfo key, Passphrase passphrase)
            throws IOException, InvalidKey {
        if (passphrase.isNone()) {
            throw new InvalidKey("is encrypted, and no passphrase is given for it");
        }
        Pbes2 cipher = passphrase.cipher();
        try {
            byte[] pkcs8 = cipher.decrypt(key.toASN1Structure());
            return PrivateKeyInfo.getInstance(pkcs8).getEncoded();
        } catch (CryptoException
                | RuntimeCryptoException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException e) {
            throw new InvalidKey(
                    "does not open with the passphrase in "
                            + passphrase
                            + ": it is another one, or the file is damaged");
        }
    }

    /**
     * Writes a key as an encrypted PEM file that its owner alone may read, and that is there whole
     * or not at all; what was there is replaced.
     *
     * @param pkcs8 the key as PKCS #8
     */
    public static void write(Path file, byte[] pkcs8, Passphrase passphrase, SecureRandom random)
            throws IOException {
        EncryptedPrivateKeyInfo encrypted = passphrase.cipher().encrypt(pkcs8, random);
        String text =
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + LINES.encodeToString(encrypted.getEncoded())
                        + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
        Path fresh =
                Files.createTempFile(file.toAbsolutePath().getParent(), ".key-", null, OWNER_ONLY);
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
