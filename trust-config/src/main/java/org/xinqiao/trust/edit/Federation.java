package org.xinqiao.trust.edit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.key.Passphrase;

/**
 * A federation's working directory:
 *
 * <pre>
 * federation.yaml          how the repository is run: roles, thresholds, delegations, expiry
 * members/ agreements/ benefits/ catalogue/ entries/ measures/    what people edit
 * keys/&lt;node&gt;.yaml         what nodes publish about themselves (keygen writes it)
 * roles/&lt;role&gt;.yaml        the public keys of roles (keygen writes it)
 * signed/                  agreements with the signatures collected so far
 * private/                 private keys, for their owner's eyes: never in a source repository
 * </pre>
 *
 * @param passphrase what encrypted private keys open with; where there is one, new keys are
 *     encrypted, too
 */
public record Federation(Path directory, Passphrase passphrase) {
    /** The file that names all others of a federation in the class path. */
    static final String INDEX = "FILES";

    /** With private keys that are not encrypted. */
    public Federation(Path directory) {
        this(directory, Passphrase.NONE);
    }

    /**
     * The working directory, filled from a federation in the class path such as {@code
     * federations/sandbox} where it holds none yet; what is there already stays as it was edited.
     */
    public static Federation unpack(String resource, Path directory) throws IOException {
        Federation federation = new Federation(directory);
        if (!Files.exists(federation.plan())) {
            String index = new String(read(resource + "/" + INDEX), StandardCharsets.UTF_8);
            for (String file : index.lines().filter(line -> !line.isBlank()).toList().reversed()) {
                // federation.yaml stands first in the index and is written last: then all is there.
                Path to = directory.resolve(file);
                Files.createDirectories(to.toAbsolutePath().getParent());
                Files.write(to, read(resource + "/" + file));
            }
        }
        return federation;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Federation.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not in the class path");
            }
            return in.readAllBytes();
        }
    }

    Path plan() {
        return directory.resolve("federation.yaml");
    }

    Path nodeKeys(NodeId node) {
        return directory.resolve("keys").resolve(node + ".yaml");
    }

    Path roleKeys(String role) {
        return directory.resolve("roles").resolve(role + ".yaml");
    }

    PrivateFiles privateRoleKeys(String role) {
        return new PrivateFiles(
                directory.resolve("private").resolve("roles").resolve(role), passphrase);
    }

    PrivateFiles privateNodeKeys(NodeId node) {
        return new PrivateFiles(
                directory.resolve("private").resolve("nodes").resolve(node.value()), passphrase);
    }

    Path signed() {
        return directory.resolve("signed");
    }

    /** The YAML files of a directory, by name. */
    List<Path> files(String subdirectory) throws IOException {
        Path in = directory.resolve(subdirectory);
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList());
        }
    }
}
