package org.xinqiao.trust.key;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.crypto.SigningKey;

/**
 * A directory of key files ({@link KeyFile}), {@code *.json}, {@code *.pem} and {@code *.p12}, all
 * that are encrypted under one passphrase. Other files are passed over.
 */
public final class KeyDirectory implements PrivateKeys {
    private static final List<String> ENDINGS = List.of(".json", ".pem", ".p12");

    private final Path directory;
    private final Passphrase passphrase;

    /** The keys in a directory in which none is encrypted. */
    public KeyDirectory(Path directory) {
        this(directory, Passphrase.NONE);
    }

    /** The keys in a directory. */
    public KeyDirectory(Path directory, Passphrase passphrase) {
        this.directory = directory;
        this.passphrase = passphrase;
    }

    @Override
    public String state() throws IOException {
        var state = new StringBuilder(passphrase.state());
        for (Path file : files()) {
            state.append(FileState.of(file));
        }
        return state.toString();
    }

    @Override
    public List<SigningKey> load() throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files()) {
            keys.addAll(KeyFile.read(file, passphrase));
        }
        return List.copyOf(keys);
    }

    static boolean isKeyFile(Path file) {
        return ENDINGS.stream().anyMatch(file.toString()::endsWith) && Files.isRegularFile(file);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory, KeyDirectory::isKeyFile)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}
