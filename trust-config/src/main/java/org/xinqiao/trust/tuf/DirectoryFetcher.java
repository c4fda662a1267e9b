package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A repository in a directory. */
public record DirectoryFetcher(Path directory) implements Fetcher {
    @Override
    public Optional<byte[]> fetch(String path, int bytesMax) throws IOException {
        Path file = directory.resolve(path).normalize();
        if (!file.startsWith(directory.normalize())) {
            throw new IOException(path + " is outside of the repository");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(bytesMax + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
