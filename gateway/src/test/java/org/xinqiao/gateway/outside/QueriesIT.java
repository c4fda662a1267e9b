package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.identity.NodeId;
import tools.jackson.databind.JsonNode;

/** What one city hands in is found by another's queries while it stands, and not after. */
@ExtendWith(RunningSandbox.class)
class QueriesIT {
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final String RED = "cn-350200/list/red";
    private static final String PERSONS = "cn-350200/record/penalty/for/cn-350000";
    private static final String ASKED =
            """
            {"subject":{"type":"CITIZEN","number":"11010519491231002X"},"purpose":"招录核查",
            "officer":{"id":"fj-0417","name":"林一"}}\
            """;

    private Outside outside;

    @BeforeEach
    void open() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
    }

    @Test
    void organisation_isFoundAtThePartner_untilItsEntryIsRecalled() throws Exception {
        String key = UUID.randomUUID().toString();
        handIn(RED, TestEntries.red(key));
        String path = "/api/v1/entries?organisation=" + TestEntries.USCC;
        await(() -> shown(outside.api(FUZHOU, "counter", "GET", path, null), key));
        recall(RED, key);
        await(() -> !shown(outside.api(FUZHOU, "counter", "GET", path, null), key));
    }

    /** The entry came encrypted to the province, which alone can answer with it. */
    @Test
    void person_isFoundWhereItsEntryWasSentTo_masked_untilItIsRecalled() throws Exception {
        String key = UUID.randomUUID().toString();
        handIn(PERSONS, TestEntries.person(key));
        await(() -> shown(ask(FUJIAN), key));
        assertThat(new String(ask(FUJIAN).body(), StandardCharsets.UTF_8))
                .contains("陈**", "示例法第九条")
                .doesNotContain("11010519491231002X", "陈雅琳");
        assertThat(shown(ask(FUZHOU), key)).isFalse();
        recall(PERSONS, key);
        await(() -> !shown(ask(FUJIAN), key));
    }

    private Outside.Answer ask(NodeId node) throws Exception {
        return outside.api(node, "platform", "POST", "/api/v1/entries", ASKED);
    }

    private static boolean shown(Outside.Answer answer, String key) throws Exception {
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        for (JsonNode entry : answer.json().path("entries")) {
            if (entry.path("key").stringValue().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void handIn(String stream, String line) throws Exception {
        String path = "/api/v1/streams/" + stream + "/entries";
        Outside.Answer answer = outside.api(XIAMEN, "platform", "POST", path, line);
        assertThat(answer.json().path("accepted").longValue()).isEqualTo(1);
    }

    private void recall(String stream, String key) throws Exception {
        String path = "/api/v1/streams/" + stream + "/entries/" + key;
        assertThat(outside.api(XIAMEN, "platform", "DELETE", path, null).status()).isEqualTo(202);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
