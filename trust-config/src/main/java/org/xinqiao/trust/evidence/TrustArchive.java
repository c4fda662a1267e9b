package org.xinqiao.trust.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.xinqiao.trust.TrustLoader;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufClient;
import org.xinqiao.trust.tuf.TufRefused;
import org.xinqiao.trust.tuf.VerifiedRepository;

/** The files of a trust repository that a snapshot rests on: kept, and judged again later. */
public final class TrustArchive {
    private TrustArchive() {}

    /**
     * Exactly the files that a client needs who knows the first root only.
     *
     * @param root the first trusted root
     * @param repository where the files are
     * @param at they must be good at this instant
     */
    public static SortedMap<String, byte[]> collect(byte[] root, Fetcher repository, Instant at)
            throws IOException, TufRefused {
        var files = new TreeMap<String, byte[]>();
        Fetcher remembering =
                (path, bytesMax) -> {
                    Optional<byte[]> bytes = repository.fetch(path, bytesMax);
                    bytes.ifPresent(found -> files.put(path, found));
                    return bytes;
                };
        verify(root, remembering, at);
        return files;
    }

    /** What the files meant at an instant. */
    public static TrustSnapshot verify(byte[] root, Map<String, byte[]> files, Instant at)
            throws IOException, TufRefused {
        return verify(root, (path, bytesMax) -> Optional.ofNullable(files.get(path)), at);
    }

    /** The verified files themselves, as they were believed at an instant. */
    public static VerifiedRepository repository(byte[] root, Map<String, byte[]> files, Instant at)
            throws IOException, TufRefused {
        return repository(root, (path, bytesMax) -> Optional.ofNullable(files.get(path)), at);
    }

    private static TrustSnapshot verify(byte[] root, Fetcher fetcher, Instant at)
            throws IOException, TufRefused {
        return TrustLoader.loadPast(repository(root, fetcher, at), at);
    }

    private static VerifiedRepository repository(byte[] root, Fetcher fetcher, Instant at)
            throws IOException, TufRefused {
        Path directory = Files.createTempDirectory("xinqiao-evidence");
        try {
            return new TufClient(root, new Store(directory), fetcher).refresh(at);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
