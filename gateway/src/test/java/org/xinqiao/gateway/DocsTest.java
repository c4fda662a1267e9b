package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.reason.Reason;

/**
 * What is written about the product keeps in step with it. After a change of a catalogue run this
 * test with {@code -Dxinqiao.docs=write} and look at the difference.
 */
class DocsTest {
    private static final Path ROOT = root();
    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\\s\"]+)");

    @Test
    void problems_document_isTheCatalogue() throws IOException {
        Path document = ROOT.resolve("docs/problems.md");
        String catalogue = problems();
        if ("write".equals(System.getProperty("xinqiao.docs"))) {
            Files.writeString(document, catalogue);
        }
        assertThat(document).hasContent(catalogue);
    }

    /** A link into this repository names a file that exists. */
    @Test
    void links_ofEveryDocument_leadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1).split("#", 2)[0];
                if (!target.isEmpty()
                        && !target.contains("://")
                        && !Files.exists(document.resolveSibling(target))) {
                    broken.add(ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(docs, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String problems() {
        var text = new StringBuilder();
        text.append(
                """
                # Problems

                Written by a test from the one catalogue, `ProblemType`: do not edit. A problem's `type` is
                `%s` and its name. "Safe facts" are the members of `facts` that the other side may see.
                A problem marked "not stored" binds no message id and burns no code: send the same bytes again.

                | name | status | what happened | what to do | safe facts |
                |---|---|---|---|---|
                """
                        .formatted(ProblemType.BASE));
        for (ProblemType type : ProblemType.values()) {
            text.append(
                    "| `%s` | %d%s | %s %s | %s %s | %s |\n"
                            .formatted(
                                    type.wire(),
                                    type.status(),
                                    type.stored() ? "" : ", not stored",
                                    type.titleZh(),
                                    type.titleEn(),
                                    type.remedyZh(),
                                    type.remedyEn(),
                                    String.join(", ", type.safeFacts())));
        }
        text.append(
                """

                # Reasons

                Why a benefit applies or does not. They are coarse on purpose: a reason that told "below the rung"
                from "no score held" would disclose more than the outcome itself.

                | code | Chinese | English |
                |---|---|---|
                """);
        for (Reason reason : Reason.values()) {
            text.append("| `%s` | %s | %s |\n".formatted(reason.wire(), reason.zh(), reason.en()));
        }
        return text.toString();
    }

    /** Maven runs the tests of a module in its own directory. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here;
    }
}
