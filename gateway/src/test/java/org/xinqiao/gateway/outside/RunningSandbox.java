package org.xinqiao.gateway.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.FaultyLink;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeRunner;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
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
        private static final Pattern NOTICES =
                Pattern.compile("(notices: \"http://127.0.0.1:)(\\d+)(/notices\")");

        private static volatile Running current;

        private final Sandbox sandbox;
        private final Path directory;
        private final JsonNode file;
        private final FaultyLink notices;

        private Running(Sandbox sandbox, Path directory, JsonNode file, FaultyLink notices) {
            this.notices = notices;
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
                var notices = new FaultyLink();
                var staging =
                        new Staging(
                                Staging.USUAL.nodes(),
                                configuration -> {
                                    throughLink(configuration, notices);
                                    return NodeRunner.HERE.run(configuration);
                                });
                Sandbox sandbox =
                        Sandbox.start(
                                new SandboxOptions(directory, FreePorts.base(), false), staging);
                JsonNode file =
                        StrictJson.parse(Files.readAllBytes(directory.resolve("sandbox.json")));
                current = new Running(sandbox, directory, file, notices);
                return current;
            } catch (Exception e) {
                throw new IllegalStateException("the sandbox did not start", e);
            }
        }

        /** {@code sandbox.json}. */
        public JsonNode file() {
            return file;
        }

        /** What a node says to its city's people takes this line. */
        private static void throughLink(Path configuration, FaultyLink link) throws IOException {
            if (!configuration.toString().contains(Outside.XIAMEN.value())) {
                return;
            }
            String yaml = Files.readString(configuration);
            Matcher notices = NOTICES.matcher(yaml);
            if (!notices.find()) {
                throw new IOException("Xiamen's platform takes no notices");
            }
            link.to(List.of(Integer.parseInt(notices.group(2))));
            Files.writeString(configuration, notices.replaceFirst("$1" + link.port() + "$3"));
        }

        /** The line on which Xiamen's platform is told what people should hear. */
        public FaultyLink notices() {
            return notices;
        }

        /** Where it lives. */
        public Path directory() {
            return directory;
        }

        @Override
        public void close() throws IOException {
            sandbox.close();
            notices.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
