package org.xinqiao.trust;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.Publisher;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.TufRefused;

/** The sandbox's federation in a directory, with keys, published once. */
public final class SandboxFixture {
    public static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
    public static final NodeId XIAMEN = NodeId.parse("cn-350200");
    public static final NodeId FUZHOU = NodeId.parse("cn-350100");
    public static final NodeId HANGZHOU = NodeId.parse("cn-330100");
    public static final NodeId FUJIAN = NodeId.parse("cn-350000");
    public static final NodeId NATION = NodeId.parse("cn-100000");
    public static final List<NodeId> NODES = List.of(NATION, FUJIAN, XIAMEN, FUZHOU, HANGZHOU);
    public static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Federation federation;
    private final Publisher publisher;

    private SandboxFixture(Path directory) throws IOException {
        this.directory = directory;
        this.federation = Federation.unpack("federations/sandbox", directory.resolve("work"));
        this.publisher = new Publisher(federation, repository());
    }

    public static SandboxFixture published(Path directory) throws Exception {
        SandboxFixture fixture = withKeys(directory);
        fixture.publisher.publish(NOW);
        return fixture;
    }

    public static SandboxFixture withKeys(Path directory) throws Exception {
        SandboxFixture fixture = new SandboxFixture(directory);
        KeyGen keys = new KeyGen(fixture.federation, RANDOM);
        keys.missingRoleKeys();
        for (NodeId node : NODES) {
            keys.newNodeKeys(
                    node,
                    URI.create("https://localhost:18411"),
                    EnumSet.allOf(Suite.class),
                    Set.of(Base64Url.encode(Digests.sha256(node.value().getBytes()))),
                    NOW);
        }
        return fixture;
    }

    /** A copy of everything in another directory, cheaper than making keys anew. */
    public SandboxFixture copyTo(Path other) throws IOException {
        copy(directory, other);
        return new SandboxFixture(other);
    }

    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public Path repository() {
        return directory.resolve("repository");
    }

    public Path work() {
        return directory.resolve("work");
    }

    public Federation federation() {
        return federation;
    }

    public Publisher publisher() {
        return publisher;
    }

    public Path root() {
        return repository().resolve("1.root.json");
    }

    public Path state() {
        return directory.resolve("state");
    }

    public TrustWatch watch() throws IOException, TufRefused {
        return watch(new DirectoryFetcher(repository()));
    }

    public TrustWatch watch(Fetcher fetcher) throws IOException, TufRefused {
        return TrustWatch.open(root(), state(), fetcher);
    }

    /** Replaces text in a file of the working directory; the text must be there. */
    public void edit(String file, String from, String to) throws IOException {
        Path path = work().resolve(file);
        String text = Files.readString(path);
        if (!text.contains(from)) {
            throw new IOException(file + " does not hold " + from);
        }
        Files.writeString(path, text.replace(from, to));
    }

    public List<Path> repositoryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(repository())) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
