package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the files of the pages, whatever they do. */
class PageFilesTest {
    private static final long BYTES_MAX = 200_000;
    private static final Path STATIC = Path.of("src", "main", "resources", "static");
    private static final Pattern LOADED =
            Pattern.compile(
                    "(?:from |import\\(|import |src=|href=)['\"](/?[^'\"#:]+\\.(?:js|css|svg))");

    @Test
    void walletAndCounter_withEverythingTheyLoad_areUnderTheLimit() throws IOException {
        long bytes = 0;
        for (Path file : pageFiles()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isBetween(1L, BYTES_MAX);
    }

    @Test
    void everyFile_loadsOnlyFilesOfThePages() throws IOException {
        for (Path file : pageFiles()) {
            var loaded = LOADED.matcher(Files.readString(file));
            while (loaded.find()) {
                String name = loaded.group(1);
                Path target =
                        name.startsWith("/")
                                ? STATIC.resolve(name.substring(1))
                                : file.resolveSibling(name);
                assertThat(target).as("%s loads %s", file, name).isRegularFile();
                assertThat(target.normalize().toString())
                        .as("%s", file)
                        .matches(".*static.(page|wallet|counter).*");
            }
        }
    }

    @Test
    void everyPage_hasNeitherInlineScriptNorInlineStyle() throws IOException {
        for (Path file : pageFiles()) {
            String text = Files.readString(file);
            assertThat(text)
                    .as("%s", file)
                    .doesNotContain("innerHTML", "eval(", "javascript:", "http://localhost");
            if (file.toString().endsWith(".html")) {
                assertThat(text)
                        .as("%s", file)
                        .doesNotContain("<style", " style=", " onclick=")
                        .doesNotContainPattern("<script(?![^>]*src=)");
            }
        }
    }

    private static List<Path> pageFiles() throws IOException {
        try (Stream<Path> files =
                Stream.of("page", "wallet", "counter").flatMap(it -> walk(STATIC.resolve(it)))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Stream<Path> walk(Path directory) {
        try {
            return Files.walk(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
