package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xinqiao.gateway.sandbox.files.Trees;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;

/** What lies where in the sandbox's directory. */
record Layout(Path directory) {
    Path postgres() {
        return directory.resolve("postgres");
    }

    Path kafka() {
        return directory.resolve("kafka");
    }

    Path nodes() {
        return directory.resolve("nodes");
    }

    Path trust() {
        return directory.resolve("trust");
    }

    /** The documents as people edit them, and the keys that sign them. */
    Path federation() {
        return trust().resolve("federation");
    }

    /** What is published of them. */
    Path repository() {
        return trust().resolve("repository");
    }

    /** The root that every node starts its trust from. */
    Path trustRoot() {
        return repository().resolve("1.root.json");
    }

    Path outside() {
        return directory.resolve("outside").resolve(SandboxNode.OUTSIDE.value());
    }

    /**
     * Forgets what was kept: the sandbox's own directories by name, never whatever else lies beside
     * them.
     */
    void reset() throws IOException {
        PostgresServer.stopLeftover(postgres());
        for (Path mine :
                List.of(postgres(), kafka(), nodes(), trust(), directory.resolve("outside"))) {
            Trees.delete(mine);
        }
        Files.deleteIfExists(directory.resolve("sandbox.log"));
    }
}
