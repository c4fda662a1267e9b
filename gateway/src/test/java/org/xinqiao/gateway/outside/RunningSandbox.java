package org.xinqiao.gateway.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** One sandbox for all tests of this package, on free ports, in a directory of its own. */
public final class RunningSandbox implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    /** The running sandbox of this test run. */
    public static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** The sandbox and what it wrote for others to read. */
    public static final class Running implements AutoCloseable {
        private static volatile Running current;

        private final Sandbox sandbox;
        private final Path directory;
        private final JsonNode file;

        private Running(Sandbox sandbox, Path directory, JsonNode file) {
            this.sandbox = sandbox;
            this.directory = directory;
            this.file = file;
        }

        /** The one that was started. */
        public static Running current() {
            return current;
        }

        private static Running start() {
            try {
                Path directory = Files.createTempDirectory("xinqiao-sandbox");
                Sandbox sandbox =
                        Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false));
                JsonNode file =
                        StrictJson.parse(Files.readAllBytes(directory.resolve("sandbox.json")));
                current = new Running(sandbox, directory, file);
                return current;
            } catch (Exception e) {
                throw new IllegalStateException("the sandbox did not start", e);
            }
        }

        /** {@code sandbox.json}. */
        public JsonNode file() {
            return file;
        }

        /** Where it lives. */
        public Path directory() {
            return directory;
        }

        @Override
        public void close() throws IOException {
            sandbox.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
