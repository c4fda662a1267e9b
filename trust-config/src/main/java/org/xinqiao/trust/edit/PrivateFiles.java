package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import org.xinqiao.contracts.crypto.Pkcs8;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.key.KeyDirectory;
import org.xinqiao.trust.key.KeyFile;
import org.xinqiao.trust.key.Passphrase;

/**
 * Private keys, each in a file that only its owner reads, named by its kid: a JWK, or encrypted PEM
 * where there is a passphrase.
 */
record PrivateFiles(Path directory, Passphrase passphrase) {
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    List<SigningKey> read() throws IOException {
        return Files.isDirectory(directory)
                ? new KeyDirectory(directory, passphrase).load()
                : List.of();
    }

    /** A key whose file is there already stays as it is. */
    void write(SigningKey key, SecureRandom random) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        Path plain = directory.resolve(key.kid() + ".json");
        Path encrypted = directory.resolve(key.kid() + ".pem");
        if (Files.exists(plain) || Files.exists(encrypted)) {
            return;
        }
        if (!passphrase.isNone()) {
            KeyFile.write(encrypted, Pkcs8.write(key), passphrase, random);
            return;
        }
        // The permissions are there before the first byte is.
        try (SeekableByteChannel channel =
                        Files.newByteChannel(
                                plain,
                                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                OWNER_ONLY_FILE);
                var out = Channels.newOutputStream(channel)) {
            out.write(StrictJson.write(key.privateJwk()));
        }
    }
}
