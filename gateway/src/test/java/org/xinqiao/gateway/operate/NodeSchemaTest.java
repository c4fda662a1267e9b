package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema that ships says of every setting what the reader of the configuration does. */
class NodeSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ENVIRONMENT =
            Map.of("XINQIAO_DB_PASSWORD", "x", "XINQIAO_TLS_PASSPHRASE", "y");
    private static final String EVERYTHING =
            """
            node: cn-350200
            level: CITY
            api: { address: 127.0.0.1, port: 18401, tls: { certificate: file, key: file, passphraseFile: file } }
            federation: { address: 127.0.0.1, port: 18411, tls: { certificate: file, key: file, passphraseEnv: XINQIAO_TLS_PASSPHRASE } }
            database:
              url: "jdbc:postgresql://127.0.0.1:5432/x"
              username: x
              passwordEnv: XINQIAO_DB_PASSWORD
              rootCertificate: file
              connectionsMax: 16
            trust: { root: file, repository: "http://127.0.0.1:18490/", stateDirectory: state, pollSeconds: 2 }
            keys: { directory: keys, passphraseFile: file }
            secrets: { pseudonymKeyFile: file, atRestKeyFile: file, atRestPreviousKeyFiles: [file] }
            tokens: [{ name: counter, role: COUNTER, sha256: %s }]
            city: { scores: "http://127.0.0.1:1/", timeoutMillis: 1500, scoreMax: 1000, notices: "http://x/" }
            wallet: { entry: "http://localhost:18421/app" }
            cluster: { address: 10.0.0.1, port: 5701, members: ["10.0.0.1:5701"] }
            limits: { federationPerMinute: 100, platformPerMinute: 1, walletPerMinute: 7 }
            retention: { bodyDays: 31 }
            management: { address: 127.0.0.1, port: 18405 }
            stop: { drainSeconds: 0 }
            streams: { routes: file, catalogue: file }
            """
                    .formatted("a".repeat(64));

    @TempDir Path directory;

    @BeforeEach
    void file() throws Exception {
        PrivateFile.write(directory.resolve("file"), "x");
    }

    @Test
    void schema_ofEverySetting_isWhatTheReaderAsksFor() throws Exception {
        var fromReader = new TreeMap<String, String>();
        NodeConfigReader.settings()
                .forEach(setting -> fromReader.put(setting.path(), told(setting)));
        var fromSchema = new TreeMap<String, String>();
        collect("", (ObjectNode) JSON.readTree(NodeConfig.schema()), fromSchema);

        assertThat(fromReader).hasSizeGreaterThan(50);
        assertThat(fromSchema)
                .as("node.schema.json beside NodeConfigReader: change both")
                .isEqualTo(fromReader);
    }

    @Test
    void everySetting_atOnce_pleasesReaderAndSchema() throws Exception {
        NodeConfig.parse(EVERYTHING, directory, ENVIRONMENT);

        assertThat(validate(EVERYTHING)).isEmpty();
    }

    /** What a line is changed into, or nothing to leave it away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "node: cn-350200 | node: xiamen",
                "node: cn-350200 | -",
                "level: CITY | level: TOWN",
                "port: 18401 | port: 65536",
                "port: 18405 | port: -1",
                "role: COUNTER | role: WALLET",
                "sha256: a | sha256: g",
                "jdbc:postgresql: | jdbc:h2:",
                "connectionsMax: 16 | connectionsMax: 201",
                "passwordEnv: XINQIAO_DB_PASSWORD | -",
                "pseudonymKeyFile: file, | pseudonymKeyFile: file, pseudonymKeyEnv: XINQIAO_DB_PASSWORD,",
                "directory: keys, passphraseFile: file | directory: keys, passphraseFile: file, passphraseEnv: XINQIAO_DB_PASSWORD",
                "directory: keys, | directory: keys, passphrase: x,",
                "repository: \"http: | repository: \"ftp:",
                "pollSeconds: 2 | pollSeconds: soon",
                "bodyDays: 31 | bodyDays: 30",
                "drainSeconds: 0 | drainSeconds: 61",
                "drainSeconds: 0 | drainSecond: 0",
                "streams: { routes: file, | streams: {",
                "scoreMax: 1000, | -",
                "federationPerMinute: 100 | federationPerMinute: 99",
                "members: [\"10.0.0.1:5701\"] | members: 10.0.0.1:5701",
                "entry: \"http | colour: red, entry: \"http",
            })
    void fault_anyOfThem_displeasesReaderAndSchema(String good, String bad) throws Exception {
        assertThat(EVERYTHING).contains(good);
        String yaml = EVERYTHING.replace(good, bad == null ? "" : bad);

        assertThatThrownBy(() -> NodeConfig.parse(yaml, directory, ENVIRONMENT))
                .isInstanceOf(InvalidConfig.class);
        assertThat(validate(yaml)).isNotEmpty();
    }

    @Test
    void secret_inNeitherPlace_orInAnEmptyVariable_isAFault() {
        assertThatThrownBy(() -> NodeConfig.parse(EVERYTHING, directory, Map.of()))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining(
                        "line 8: database.passwordEnv: the environment has no XINQIAO_DB_PASSWORD");
        String neither = EVERYTHING.replace("  passwordEnv: XINQIAO_DB_PASSWORD\n", "");
        assertThatThrownBy(() -> NodeConfig.parse(neither, directory, ENVIRONMENT))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("database.passwordFile: is required");
    }

    @Test
    void secret_fromAVariable_isReadAndNeverPrinted() throws Exception {
        var environment =
                Map.of(
                        "XINQIAO_DB_PASSWORD", " open-sesame\n",
                        "XINQIAO_TLS_PASSPHRASE", "open-sesame, too");
        NodeConfig config = NodeConfig.parse(EVERYTHING, directory, environment);

        assertThat(config.database().password().read()).isEqualTo("open-sesame");
        assertThat(config.toString())
                .contains("XINQIAO_DB_PASSWORD", "XINQIAO_TLS_PASSPHRASE")
                .doesNotContain("sesame");
    }

    @Test
    void url_withAPassword_isRefused() {
        String yaml = EVERYTHING.replace("5432/x", "5432/x?password=y");

        assertThatThrownBy(() -> NodeConfig.parse(yaml, directory, ENVIRONMENT))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("database.url: a password does not stand here");
    }

    @Test
    void example_thatShips_pleasesTheSchema() throws Exception {
        String yaml = Files.readString(example());

        assertThat(validate(yaml)).isEmpty();
        // Its files are not there; apart from them it is in order.
        assertThatThrownBy(() -> NodeConfig.parse(yaml, directory, ENVIRONMENT))
                .isInstanceOfSatisfying(
                        InvalidConfig.class,
                        invalid ->
                                assertThat(invalid.faults())
                                        .allSatisfy(fault ->
                                                assertThat(fault.rule())
                                                        .startsWith("no file can be read at")));
    }

    @Test
    void schema_itself_isReadable() {
        assertThatCode(() -> schema().validate("{}", InputFormat.JSON)).doesNotThrowAnyException();
    }

    private static Iterable<?> validate(String yaml) throws Exception {
        var settings = LoadSettings.builder().build();
        Object document = new Load(settings).loadFromString(yaml);
        return schema().validate(JSON.writeValueAsString(document), InputFormat.JSON);
    }

    private static Schema schema() throws Exception {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(NodeConfig.schema());
    }

    private static String told(Setting setting) {
        return switch (setting.type()) {
                    case TEXT -> "string " + setting.choices();
                    case INTEGER -> "integer " + setting.least() + " to " + setting.most();
                    case SECTION -> "object";
                    case SECTIONS, TEXTS -> "array";
                }
                + (setting.required() ? ", required" : "");
    }

    private static void collect(String path, ObjectNode object, Map<String, String> into) {
        assertThat(object.path("additionalProperties").booleanValue()).as(path).isFalse();
        ArrayNode required = object.withArrayProperty("required");
        object.path("properties")
                .properties()
                .forEach(property -> {
                    String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                    JsonNode is = property.getValue();
                    assertThat(is.path("description").asString()).as(at).isNotBlank();
                    boolean must =
                            required.valueStream()
                                    .anyMatch(name -> name.asString().equals(property.getKey()));
                    into.put(at, told(is) + (must ? ", required" : ""));
                    JsonNode inside =
                            is.path("type").asString().equals("array") ? is.path("items") : is;
                    if (inside.path("type").asString().equals("object")) {
                        collect(inside == is ? at : at + "[]", (ObjectNode) inside, into);
                    }
                });
    }

    private static String told(JsonNode is) {
        String type = is.path("type").asString();
        return switch (type) {
            case "string" -> {
                var choices =
                        is.path("enum").isArray()
                                ? is.path("enum")
                                : JsonNodeFactory.instance.arrayNode();
                yield "string " + choices.valueStream().map(JsonNode::asString).toList();
            }
            case "integer" ->
                    "integer "
                            + is.path("minimum").intValue()
                            + " to "
                            + is.path("maximum").intValue();
            default -> type;
        };
    }

    /** Maven runs the tests of a module in its own directory. */
    static Path example() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here.resolve("docs/examples/production/node.yaml");
    }
}
