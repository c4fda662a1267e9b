package org.xinqiao.gateway.sandbox.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A file that its owner alone may read, and that is there whole or not at all. */
public final class PrivateFile {
    private static final int SECRET_BYTES = 32;

    private PrivateFile() {}

    /** Writes it beside its place and moves it there, so that a reader never sees half of it. */
    public static void write(Path file, String text) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh =
                Files.createTempFile(
                        directory,
                        ".fresh-",
                        null,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The secret in the file: 32 random bytes in base64url, made if there is none yet. */
    public static String secret(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}
