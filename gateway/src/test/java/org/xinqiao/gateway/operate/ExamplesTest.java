package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files under {@code docs/examples/production} fit each other and the node. */
class ExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACE =
            Pattern.compile("\\{\\{ \\.(Values|Release)\\.([\\w.]+) }}");
    private static final Path EXAMPLES = NodeSchemaTest.example().getParent();

    /** What a stopping node may take: the longest draining, then what is under way. */
    private static final int STOP_SECONDS = Bounds.DRAIN_SECONDS_MAX + 3 * Bounds.STOP_SECONDS_MAX;

    @Test
    void chart_rendered_isYaml_andConfiguresANode() throws Exception {
        JsonNode configuration = rendered("configuration.yaml").getFirst();
        String node = configuration.path("data").path("node.yaml").stringValue();

        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(NodeConfig.schema());
        assertThat(
                        schema.validate(
                                JSON.writeValueAsString(yaml(node).getFirst()), InputFormat.JSON))
                .isEmpty();
        for (JsonNode service : rendered("services.yaml")) {
            assertThat(service.path("kind").stringValue()).isNotBlank();
        }
    }

    @Test
    void chart_probesAndMounts_areThoseOfItsConfiguration() throws Exception {
        String configuration =
                rendered("configuration.yaml")
                        .getFirst()
                        .path("data")
                        .path("node.yaml")
                        .stringValue();
        JsonNode node = yaml(configuration).getFirst();
        JsonNode pod =
                rendered("instances.yaml").getFirst().path("spec").path("template").path("spec");
        JsonNode container = pod.path("containers").path(0);

        for (JsonNode port : container.path("ports").values()) {
            assertThat(port.path("containerPort").intValue())
                    .isEqualTo(node.path(port.path("name").stringValue()).path("port").intValue());
        }
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).path("httpGet").path("path").stringValue())
                    .isEqualTo(
                            "/actuator/health/"
                                    + (probe.startsWith("readiness") ? "readiness" : "liveness"));
        }
        List<String> mounts =
                container
                        .path("volumeMounts")
                        .valueStream()
                        .map(mount -> mount.path("mountPath").stringValue())
                        .toList();
        assertThat(absolutePaths(configuration))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(mounts).anyMatch(path::startsWith));
        assertThat(pod.path("terminationGracePeriodSeconds").intValue())
                .isGreaterThan(STOP_SECONDS);
        assertThat(pod.path("securityContext").path("runAsNonRoot").booleanValue()).isTrue();
        // A node refuses private keys that everyone may read, as they would be by default.
        assertThat(pod.path("volumes").valueStream())
                .filteredOn(volume -> List.of("tls", "keys", "secrets").contains(name(volume)))
                .hasSize(3)
                .allMatch(volume -> volume.path("secret").path("defaultMode").asInt() == 440);
    }

    @Test
    void compose_isYaml_andGivesTimeToEnd() throws Exception {
        JsonNode compose = yaml(Files.readString(EXAMPLES.resolve("compose.yaml"))).getFirst();

        assertThat(compose.path("services").propertyNames())
                .containsExactly("database", "node-1", "node-2");
        String grace = compose.path("x-node").path("stop_grace_period").stringValue();
        assertThat(Integer.parseInt(grace.replace("s", ""))).isGreaterThan(STOP_SECONDS);
    }

    @Test
    void unit_checksBeforeItStarts_isHardened_andGivesTimeToEnd() throws Exception {
        List<String> unit = Files.readAllLines(EXAMPLES.resolve("xinqiao.service"));

        assertThat(unit)
                .contains(
                        "ProtectSystem=strict",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "Restart=on-failure")
                .anyMatch(line -> line.startsWith("ExecStartPre=") && line.endsWith("--check"))
                .anyMatch(line ->
                        line.matches("TimeoutStopSec=\\d+")
                                && Integer.parseInt(line.split("=")[1]) > STOP_SECONDS);
        assertThat(unit.stream().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .allMatch(line -> line.matches("\\[\\w+]|[A-Za-z]+=.*"));
    }

    private static String name(JsonNode volume) {
        return volume.path("name").stringValue();
    }

    private static List<String> absolutePaths(String text) {
        return Pattern.compile("(?<=[ \"])/[\\w./-]+")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** As far as these templates need rendering: a value in its place, nothing else. */
    private static List<JsonNode> rendered(String template) throws Exception {
        JsonNode values = yaml(Files.readString(EXAMPLES.resolve("helm/values.yaml"))).getFirst();
        String text = Files.readString(EXAMPLES.resolve("helm/templates").resolve(template));
        Matcher place = PLACE.matcher(text);
        String rendered =
                place.replaceAll(found -> {
                    if (found.group(1).equals("Release")) {
                        return "xiamen";
                    }
                    JsonNode value = values;
                    for (String name : found.group(2).split("\\.")) {
                        value = value.path(name);
                    }
                    assertThat(value.isValueNode()).as(found.group()).isTrue();
                    return Matcher.quoteReplacement(value.asString());
                });
        assertThat(rendered).doesNotContain("{{");
        return yaml(rendered);
    }

    private static List<JsonNode> yaml(String text) {
        var documents = new ArrayList<JsonNode>();
        var settings = LoadSettings.builder().build();
        new Load(settings)
                .loadAllFromString(text)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    @Test
    void examples_everyOne_isLookedAtHere() throws Exception {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            Map<String, String> names =
                    files.filter(Files::isRegularFile)
                            .map(EXAMPLES::relativize)
                            .map(Path::toString)
                            .collect(java.util.stream.Collectors.toMap(n -> n, n -> n));
            assertThat(names.keySet())
                    .containsExactlyInAnyOrder(
                            "node.yaml",
                            "compose.yaml",
                            "xinqiao.service",
                            "helm/Chart.yaml",
                            "helm/values.yaml",
                            "helm/templates/configuration.yaml",
                            "helm/templates/instances.yaml",
                            "helm/templates/services.yaml");
        }
    }
}
