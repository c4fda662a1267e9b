package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

/** Private keys, each a JWK in a file that only its owner reads, named by its kid. */
final class PrivateFiles {
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    static List<SigningKey> read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<SigningKey> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                keys.add(readKey(file));
            }
        }
        return keys;
    }

    private static SigningKey readKey(Path file) throws IOException {
        try {
            return Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson | InvalidKey e) {
            throw new IOException(file + " is not a private key: " + e.getMessage(), e);
        }
    }

    static void write(Path directory, SigningKey key) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        Path file = directory.resolve(key.kid() + ".json");
        if (Files.exists(file)) {
            return;
        }
        // The permissions are there before the first byte is.
        try (SeekableByteChannel channel =
                        Files.newByteChannel(
                                file,
                                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                OWNER_ONLY_FILE);
                var out = Channels.newOutputStream(channel)) {
            out.write(StrictJson.write(key.privateJwk()));
        }
    }
}
