package org.xinqiao.trust.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.xinqiao.contracts.crypto.Pkcs8;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;

/** Key files for tests: made here, and made by OpenSSL. */
public final class KeyFiles {
    /** Not ASCII, so that everybody must mean UTF-8. */
    public static final String PASSPHRASE = "correct horse 信桥";

    private KeyFiles() {}

    /** A file that OpenSSL wrote, out of a public test key. */
    record Made(String name, String kid, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Made> byOpenSsl() throws Exception {
        try (InputStream in = KeyFiles.class.getResourceAsStream("openssl_keys.json")) {
            JsonNode json = StrictJson.parseObject(Objects.requireNonNull(in).readAllBytes());
            return json.path("files").valueStream().map(KeyFiles::made).toList();
        }
    }

    private static Made made(JsonNode json) {
        byte[] bytes =
                json.has("pem")
                        ? json.path("pem").stringValue().getBytes(StandardCharsets.US_ASCII)
                        : Base64.getDecoder().decode(json.path("p12").stringValue());
        return new Made(json.path("name").stringValue(), json.path("kid").stringValue(), bytes);
    }

    static Made byOpenSsl(String name) throws Exception {
        return byOpenSsl().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The passphrase of all of them. */
    public static Passphrase passphrase() {
        return Passphrase.of("the test", PASSPHRASE);
    }

    /** PKCS #8 in PEM, not encrypted. */
    public static String pem(SigningKey key) {
        return pem("PRIVATE KEY", Pkcs8.write(key));
    }

    static String pem(String type, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(der), type);
    }

    /** A file of this text that its owner alone may read. */
    public static Path file(Path directory, String name, String text) throws IOException {
        return file(directory, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path file(Path directory, String name, byte[] bytes) throws IOException {
        return permit(Files.write(directory.resolve(name), bytes), "rw-------");
    }

    static Path permit(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
