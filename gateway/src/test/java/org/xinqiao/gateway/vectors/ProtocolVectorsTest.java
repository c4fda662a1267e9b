package org.xinqiao.gateway.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.PublicTestKeys;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;

/**
 * The golden vectors: what they hold is what is made here, byte for byte, and our own rules judge
 * each of them as it says. After a change of the protocol run this test with {@code
 * -Dxinqiao.vectors=write} and look at the difference.
 */
class ProtocolVectorsTest {
    private static final Path DIRECTORY =
            root().resolve("contracts/src/main/resources/org/xinqiao/contracts/vectors/protocol");

    @Test
    void files_areWhatIsMadeHere() throws Exception {
        boolean write = "write".equals(System.getProperty("xinqiao.vectors"));
        Map<String, JsonNode> made = made();
        Files.createDirectories(DIRECTORY);
        for (var file : made.entrySet()) {
            Path path = DIRECTORY.resolve(file.getKey());
            String text = text(file.getValue());
            if (write) {
                Files.writeString(path, text);
            }
            assertThat(Files.readString(path).equals(text)).as(file.getKey()).isTrue();
        }
        try (var files = Files.list(DIRECTORY)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(made.keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codes.json",
                "messages.json",
                "answers.json",
                "receipts.json",
                "log.json",
                "evidence.json"
            })
    void vector_eachOne_isJudgedAsItSays(String name) throws Exception {
        JsonNode file = read(name);
        var judge = new VectorJudge(read("federation.json"), file);
        var names = new HashSet<String>();
        var wrong = new TreeSet<String>();
        for (JsonNode vector : file.get("vectors")) {
            String what = vector.get("name").stringValue();
            assertThat(names.add(what)).as("stands twice: " + what).isTrue();
            String expected = VectorJudge.expected(vector);
            String got = judge.judge(name, vector);
            if (!expected.equals(got)) {
                wrong.add(what + ": " + expected + ", but was " + got);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(names).hasSizeGreaterThan(10);
    }

    /** Refusals that rest on memory, a database or the machine have no vectors. */
    @Test
    void everyProblem_decidableFromBytesKeysAndTime_hasAVector() throws Exception {
        Set<String> refused = new TreeSet<>();
        for (String name : new String[] {"codes.json", "messages.json", "answers.json"}) {
            for (JsonNode vector : read(name).get("vectors")) {
                refused.add(vector.path("problem").asString(""));
            }
        }
        for (ProblemType type : ProblemType.values()) {
            boolean decidable =
                    type.ordinal() <= ProblemType.FIELD_INVALID.ordinal()
                                    && type != ProblemType.MESSAGE_ID_REUSED
                            || type.ordinal() >= ProblemType.CODE_MALFORMED.ordinal()
                                    && type.ordinal()
                                            <= ProblemType.PRESENTATION_OUTSIDE_PASS.ordinal()
                            || Set.of(
                                            ProblemType.CODE_FOR_ANOTHER_CITY,
                                            ProblemType.CODE_NOT_OURS,
                                            ProblemType.ISSUER_WITHOUT_AGREEMENT,
                                            ProblemType.LEVEL_UNKNOWN,
                                            ProblemType.CLASS_UNKNOWN,
                                            ProblemType.GRANT_TOO_LATE)
                                    .contains(type);
            if (decidable) {
                assertThat(refused).contains(type.wire());
            }
        }
    }

    @Test
    void keys_ofTheVectors_areKnownAsPublic() throws Exception {
        for (JsonNode key : read("test_keys.json").get("keys")) {
            String kid = key.get("jwk").get("kid").stringValue();
            assertThat(PublicTestKeys.isOne(kid)).as(key.get("name").stringValue()).isTrue();
        }
        for (JsonNode keys : read("federation.json").get("keys")) {
            for (JsonNode key : keys.get("keys")) {
                assertThat(PublicTestKeys.isOne(key.get("kid").stringValue())).isTrue();
            }
        }
    }

    private static Map<String, JsonNode> made() throws Exception {
        var federation = new VectorFederation();
        Map<String, JsonNode> made = new LinkedHashMap<>();
        var answers = new AnswerVectors(federation);
        for (VectorFile file :
                new VectorFile[] {
                    new CodeVectors(federation).file(),
                    new MessageVectors(federation).file(),
                    answers.answers(),
                    answers.receipts(),
                    new LogVectors(federation).file(),
                    new EvidenceVectors(federation).file()
                }) {
            made.put(file.name, file.json);
        }
        made.put("federation.json", federation.json());
        made.put("test_keys.json", federation.privateJson());
        return made;
    }

    private static String text(JsonNode json) {
        return StrictJson.mapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(json)
                + "\n";
    }

    private static JsonNode read(String name) throws Exception {
        return StrictJson.parse(Files.readAllBytes(DIRECTORY.resolve(name)));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here;
    }
}
