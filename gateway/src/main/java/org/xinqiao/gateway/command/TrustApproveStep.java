package org.xinqiao.gateway.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code xinqiao trust approve}: the operator reads what waits at a node, and says yes. */
@Command(
        name = "approve",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Shows what has changed at a running node since the last approval and which agreements"
                    + " wait;",
            "with --agreement and --digest, approves exactly that revision, or takes it back with"
                    + " --revoke."
        })
final class TrustApproveStep extends TrustStep {
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);
    private static final int REFUSED = 400;

    @Option(names = "--api", paramLabel = "URI", required = true, description = "the node's API")
    @Nullable URI api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "holds the token of an operator")
    @Nullable Path token;

    @Option(names = "--agreement", paramLabel = "NUMBER")
    @Nullable Long agreement;

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            description = "of the revision that you read")
    @Nullable String digest;

    @Option(names = "--revoke", description = "takes the approval back")
    boolean revoke;

    @Override
    int run() throws IOException {
        if ((agreement == null) != (digest == null)) {
            err().println("xinqiao: --agreement and --digest go together");
            return FAILED;
        }
        if (agreement == null) {
            show(call("GET", "/api/v1/trust/plan", null));
            return 0;
        }
        String approvals = "/api/v1/agreements/" + agreement + "/approvals";
        ObjectNode answer =
                revoke
                        ? call("DELETE", approvals + "/" + digest, null)
                        : call("POST", approvals, StrictJson.object().put("digest", digest));
        boolean acts = answer.path("approved").asBoolean(false);
        out().println("agreement " + agreement + (acts ? " is approved" : " is not approved"));
        return 0;
    }

    private void show(ObjectNode plan) {
        PlanText text = new PlanText(out(), null);
        plan.path("changes")
                .forEach(change ->
                        text.line(
                                change.path("kind").asString(""),
                                change.path("words").path("zh").asString(""),
                                change.path("words").path("en").asString("")));
        if (plan.path("waiting").isEmpty()) {
            out().println("no agreement waits 无待批准的协议");
        }
        plan.path("waiting")
                .forEach(each ->
                        out().println(
                                        "waits: agreement "
                                                + each.path("number").asLong()
                                                + " revision "
                                                + each.path("revision").asLong()
                                                + ": --agreement "
                                                + each.path("number").asLong()
                                                + " --digest "
                                                + each.path("digest").asString("")));
    }

    private ObjectNode call(String method, String path, @Nullable ObjectNode body)
            throws IOException {
        String base = Objects.requireNonNull(api).toString().replaceFirst("/$", "");
        String bearer = Files.readString(Objects.requireNonNull(token)).strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(ANSWER_TIME_MAX)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(
                                                StrictJson.write(body)))
                        .build();
        HttpResponse<byte[]> answer = answer(base, request);
        try {
            ObjectNode json = StrictJson.parseObject(answer.body());
            if (answer.statusCode() >= REFUSED) {
                throw new IOException(
                        answer.statusCode()
                                + " "
                                + json.path("title").asString("")
                                + " "
                                + json.path("rule").asString(""));
            }
            return json;
        } catch (MalformedJson e) {
            throw new IOException(base + " does not answer as a node does", e);
        }
    }

    private static HttpResponse<byte[]> answer(String base, HttpRequest request)
            throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(base + " is out of reach", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }
}
