package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.client.NodeApi;
import tools.jackson.databind.JsonNode;

/**
 * Says yes, as each node's operator, to the agreements that the node is party to. In production a
 * person reads the agreement first.
 */
record Approvals(Ports ports) {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Once this has returned, every city's node acts on its agreement. */
    void giveAll(List<NodeHome> homes) throws IOException {
        for (NodeHome home : homes) {
            if (home.node().city().isPresent()) {
                give(home);
            }
        }
    }

    private void give(NodeHome home) throws IOException {
        try (NodeApi api = new NodeApi(ports.apiUri(home.node()), home.token("operator"))) {
            for (JsonNode agreement : agreements(api, home.node())) {
                if (!agreement.path("approved").asBoolean()) {
                    approve(api, agreement);
                }
            }
        }
    }

    /** A node that has just started may still be loading the trust documents. */
    private static Iterable<JsonNode> agreements(NodeApi api, SandboxNode node) throws IOException {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (true) {
            NodeApi.Answer answer = api.get("/api/v1/agreements");
            JsonNode agreements = answer.body().path("agreements");
            if (answer.status() == 200 && !agreements.isEmpty()) {
                return agreements.values();
            }
            if (System.nanoTime() > end) {
                throw new IOException(
                        node.id()
                                + " knows no agreement: "
                                + answer.body().path("title").asString("HTTP " + answer.status()));
            }
            pause();
        }
    }

    private static void approve(NodeApi api, JsonNode agreement) throws IOException {
        long number = agreement.path("number").asLong();
        api.post(
                        "/api/v1/agreements/" + number + "/approvals",
                        StrictJson.object().put("digest", agreement.path("digest").asString()))
                .orThrow();
        LOG.info("agreement {} approved by the operator of {}", number, api.resolve("/"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxFault("stopped while starting");
        }
    }
}
