package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.client.NodeApi;
import tools.jackson.databind.JsonNode;

/** The table that was written by hand, against what the product does over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxExpectationsIT {
    @TempDir static Path directory;

    private Sandbox sandbox;
    private JsonNode document;

    @BeforeAll
    void start() throws Exception {
        sandbox = Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false));
        document = StrictJson.parseObject(Files.readAllBytes(directory.resolve("sandbox.json")));
    }

    @AfterAll
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    /** Every resident at the counter of the other city that runs. */
    Stream<Arguments> visits() {
        return document.path("residents").values().stream()
                .map(resident ->
                        Arguments.of(
                                resident.path("name").asString(),
                                resident,
                                resident.path("node").asString().equals("cn-350200")
                                        ? "cn-350100"
                                        : "cn-350200"));
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("visits")
    void visit_ofASampleResident_endsAsWrittenByHand(String name, JsonNode resident, String host)
            throws Exception {
        Map<String, String> expected = expected(resident, host);
        try (NodeApi home = api(resident.path("node").asString(), "platform");
                NodeApi counter = api(host, "counter")) {
            Visitor visitor =
                    new Visitor(home, SubjectType.CITIZEN, resident.path("number").asString());
            Set<String> purposes = purposes(counter, "NATURAL");
            NodeApi.Answer consent = visitor.consent(host, purposes);
            if (expected.containsValue("subject-under-age")) {
                assertUnderAge(consent, expected);
                return;
            }
            String id = consent.orThrow().path("id").asString();
            Map<String, String> seen = new LinkedHashMap<>();
            for (String purpose : purposes) {
                seen.putAll(Visitor.recognise(counter, visitor.code(id), purpose));
            }
            assertThat(seen).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    /** Every organisation at the counter of the other city that runs. */
    Stream<Arguments> applications() {
        return document.path("organisations").values().stream()
                .map(organisation ->
                        Arguments.of(
                                organisation.path("name").asString(),
                                organisation,
                                organisation.path("node").asString().equals("cn-350200")
                                        ? "cn-350100"
                                        : "cn-350200"));
    }

    @ParameterizedTest(name = "{0} in {2}")
    @MethodSource("applications")
    void application_ofASampleOrganisation_endsAsWrittenByHand(
            String name, JsonNode organisation, String host) throws Exception {
        try (NodeApi home = api(organisation.path("node").asString(), "platform");
                NodeApi counter = api(host, "counter")) {
            Visitor agent =
                    new Visitor(
                            home, SubjectType.ORGANISATION, organisation.path("code").asString());
            Set<String> purposes = purposes(counter, "ORGANISATION");
            String id = agent.consent(host, purposes).orThrow().path("id").asString();
            Map<String, String> seen = new LinkedHashMap<>();
            for (String purpose : purposes) {
                seen.putAll(Visitor.recognise(counter, agent.code(id), purpose));
            }
            assertThat(seen).containsExactlyInAnyOrderEntriesOf(expected(organisation, host));
        }
    }

    private static void assertUnderAge(NodeApi.Answer consent, Map<String, String> expected) {
        assertThat(expected.values()).containsOnly("subject-under-age");
        assertThat(consent.status()).isEqualTo(422);
        assertThat(consent.body().path("type").asString())
                .isEqualTo("https://xinqiao.org/problems/subject-under-age");
    }

    private static Map<String, String> expected(JsonNode resident, String host) {
        Map<String, String> expected = new LinkedHashMap<>();
        resident.path("expects").properties().stream()
                .filter(row -> row.getKey().startsWith(host + "/"))
                .forEach(row -> expected.put(row.getKey(), row.getValue().asString()));
        assertThat(expected).isNotEmpty();
        return expected;
    }

    private static Set<String> purposes(NodeApi counter, String appliesTo) throws Exception {
        Set<String> purposes = new TreeSet<>();
        for (JsonNode purpose :
                counter.get("/api/v1/counter").orThrow().path("purposes").values()) {
            if (purpose.path("appliesTo").asString().equals(appliesTo)) {
                purposes.add(purpose.path("purpose").asString());
            }
        }
        return purposes;
    }

    private NodeApi api(String id, String role) {
        JsonNode node =
                document.path("nodes").values().stream()
                        .filter(entry -> entry.path("id").asString().equals(id))
                        .findFirst()
                        .orElseThrow();
        return new NodeApi(
                URI.create(node.path("api").asString()), node.path("tokens").path(role).asString());
    }
}
