package org.xinqiao.gateway.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin NodeApi node = new NodeApi();

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
            show(node.call("GET", "/api/v1/trust/plan", null));
            return 0;
        }
        String approvals = "/api/v1/agreements/" + agreement + "/approvals";
        ObjectNode answer =
                revoke
                        ? node.call("DELETE", approvals + "/" + digest, null)
                        : node.call("POST", approvals, StrictJson.object().put("digest", digest));
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
}
