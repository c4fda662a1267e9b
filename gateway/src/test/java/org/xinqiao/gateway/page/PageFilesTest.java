package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the files of the pages, whatever they do. */
class PageFilesTest {
    private static final long BYTES_MAX = 200_000;
    private static final Path STATIC = Path.of("src", "main", "resources", "static");
    private static final Pattern LOADED =
            Pattern.compile(
                    "(?:from |import\\(|import |src=|href=)['\"](/?[^'\"#:]+\\.(?:js|css|svg))");

    private static final Pattern IMPORTED = Pattern.compile("(?m)^import .*?from '([^']+)'");
    private static final Pattern PRELOADED =
            Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");

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
                        .matches(".*static.(page|wallet|counter|streams).*");
            }
        }
    }

    /** Else an old phone on a slow line would wait for one file after another. */
    @ParameterizedTest
    @ValueSource(strings = {"wallet", "counter", "streams"})
    void page_asksForAllItsModulesAtOnce(String page) throws IOException {
        var needed = new TreeSet<String>();
        collectModules("/" + page + "/" + page + ".js", needed);
        var asked =
                PRELOADED
                        .matcher(Files.readString(STATIC.resolve(page).resolve("index.html")))
                        .results()
                        .map(it -> it.group(1))
                        .toList();
        assertThat(asked).containsExactlyElementsOf(needed);
    }

    private static void collectModules(String module, Set<String> found) throws IOException {
        Path file = STATIC.resolve(module.substring(1));
        for (var it : IMPORTED.matcher(Files.readString(file)).results().toList()) {
            Path target =
                    it.group(1).startsWith("/")
                            ? STATIC.resolve(it.group(1).substring(1))
                            : file.resolveSibling(it.group(1)).normalize();
            String name = "/" + STATIC.relativize(target);
            if (found.add(name)) {
                collectModules(name, found);
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
