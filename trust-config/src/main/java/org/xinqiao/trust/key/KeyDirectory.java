package org.xinqiao.trust.key;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

/** A directory of key files: private JWKs {@code *.json}. Other files are passed over. */
public final class KeyDirectory implements PrivateKeys {
    private static final String FILES = "*.json";

    private final Path directory;

    /** The keys in a directory. */
    public KeyDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public String state() throws IOException {
        var state = new StringBuilder();
        for (Path file : files()) {
            state.append(file.getFileName())
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ')
                    .append(Files.getLastModifiedTime(file))
                    .append('\n');
        }
        return state.toString();
    }

    @Override
    public List<SigningKey> load() throws IOException {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files()) {
            keys.add(read(file));
        }
        return List.copyOf(keys);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, FILES)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static SigningKey read(Path file) throws IOException {
        try {
            return Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson | InvalidKey e) {
            throw new IOException(file + " is not a private JWK: " + e.getMessage(), e);
        }
    }
}
