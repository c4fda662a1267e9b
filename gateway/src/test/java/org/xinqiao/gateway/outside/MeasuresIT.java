package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeRunner;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.Publisher;
import tools.jackson.databind.JsonNode;

/** The catalogue of entries and the list of measures, as the trust documents have them just now. */
class MeasuresIT {
    private static final Duration WAIT = Duration.ofSeconds(120);
    private static final String RED = "cn-350200/list/red";

    @TempDir static Path directory;
    private static Sandbox sandbox;
    private static Outside outside;
    private static Path federation;
    private static Publisher publisher;

    @BeforeAll
    static void start() throws Exception {
        sandbox =
                Sandbox.start(
                        new SandboxOptions(directory, FreePorts.base(), false),
                        new Staging(Staging.CITIES, NodeRunner.HERE));
        outside =
                new Outside(
                        StrictJson.parseObject(
                                Files.readAllBytes(directory.resolve("sandbox.json"))));
        federation = directory.resolve("trust/federation");
        publisher =
                new Publisher(new Federation(federation), directory.resolve("trust/repository"));
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void measure_isTakenIfItIsInTheList_andAgainstSubjectsOfTheKind() throws Exception {
        assertThat(rules(handIn(measured("procurement.restrict", "PUBLIC_BODY")))).isEmpty();
        JsonNode unlisted = handIn(measured("travel.restrict", "PUBLIC_BODY"));
        assertThat(rules(unlisted)).isEqualTo("R15 ");
        assertThat(unlisted.path("refused").intValue()).isEqualTo(1);
        assertThat(rules(handIn(measured("procurement.restrict", "MEDIA")))).isEqualTo("R16 ");
        String withoutBasis =
                measured("procurement.restrict", "PUBLIC_BODY")
                        .replace("\"basis\":\"示例法第九条\",", "");
        assertThat(rules(handIn(withoutBasis))).isEqualTo("R15 ");
    }

    @Test
    void edition_published_countsWithoutARestart_fromItsFirstDayOn() throws Exception {
        String entry = measured("licence.suspend", "PUBLIC_BODY");
        assertThat(rules(handIn(entry))).isEqualTo("R15 ");
        String today = DisplayPeriod.day(Instant.now()).toString();
        String tomorrow = DisplayPeriod.day(Instant.now()).plusDays(1).toString();
        Files.writeString(
                federation.resolve("measures/2027.yaml"),
                """
                edition: "2027"
                from: "%s"
                synthetic: true
                measures:
                  - code: licence.suspend
                    name: { zh: 暂扣许可证件, en: Licence suspended }
                    targets: [ORGANISATION]
                    basis: 《中华人民共和国行政处罚法》第九条
                """
                        .formatted(tomorrow));
        publish();
        assertThat(rules(handIn(entry))).as("it begins tomorrow").isEqualTo("R15 ");
        assertThat(rules(handIn(measured("procurement.restrict", "PUBLIC_BODY"))))
                .as("the one before counts until then")
                .isEmpty();

        Path edition = federation.resolve("measures/2027.yaml");
        Files.writeString(edition, Files.readString(edition).replace(tomorrow, today));
        publish();
        await(() -> rules(handIn(entry)).isEmpty());
        assertThat(rules(handIn(measured("procurement.restrict", "PUBLIC_BODY"))))
                .as("the later edition has it no more")
                .isEqualTo("R15 ");
        Files.delete(edition);
        publish();
        await(() -> rules(handIn(measured("procurement.restrict", "PUBLIC_BODY"))).isEmpty());
    }

    @Test
    void catalogue_ofATrustDocument_decidesWhatIsCollected_withoutARestart() throws Exception {
        String key = UUID.randomUUID().toString();
        String honour =
                TestEntries.red(key).replace("\"item\":\"list.red\"", "\"item\":\"honour.x\"");
        assertThat(rules(handIn(honour))).contains("R07");
        Path catalogue = federation.resolve("entries/2026.yaml");
        String before = Files.readString(catalogue);
        Files.writeString(
                catalogue,
                before
                        + """
                          - code: honour.x
                            name: { zh: 示例, en: Example }
                            kind: TRUSTWORTHY
                            list: RED
                            class: PUBLIC
                            appliesTo: [ORGANISATION]
                            level: CITY
                            from: "2024-01-01"
                            fields:
                              - { name: LYYY, zh: 列入理由, required: true }
                        """);
        publish();
        await(() -> rules(handIn(honour)).isEmpty());
        await(() ->
                new NodeDatabase(directory, FUZHOU)
                                .number(
                                        "select count(*) from stream_entry where key = ? and body is not null",
                                        key)
                        == 1);
        Files.writeString(catalogue, before);
        publish();
        await(() -> rules(handIn(honour)).contains("R07"));
    }

    private static void publish() throws Exception {
        long version = publisher.publish(Instant.now()).snapshotVersion();
        for (NodeId city : new NodeId[] {XIAMEN, FUZHOU}) {
            await(() ->
                    outside.api(city, "operator", "GET", "/api/v1/trust", null)
                                    .json()
                                    .path("version")
                                    .longValue()
                            >= version);
        }
    }

    private static String measured(String code, String addressee) {
        return TestEntries.red(UUID.randomUUID().toString())
                .replace(
                        "\"state\":\"ACTIVE\"",
                        """
                        "basis":"示例法第九条","measure":{"addressee":"%s","code":"%s",\
                        "mandatory":true},"state":"ACTIVE"\
                        """
                                .formatted(addressee, code));
    }

    private static JsonNode handIn(String line) throws Exception {
        String path = "/api/v1/streams/" + RED + "/entries";
        Outside.Answer answer = outside.api(XIAMEN, "platform", "POST", path, line);
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        return answer.json();
    }

    /** The rules that an entry breaks. */
    private static String rules(JsonNode answer) {
        var rules = new StringBuilder();
        for (JsonNode finding : answer.path("faults").path(0).path("findings")) {
            rules.append(finding.path("rule").stringValue()).append(' ');
        }
        return rules.toString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
