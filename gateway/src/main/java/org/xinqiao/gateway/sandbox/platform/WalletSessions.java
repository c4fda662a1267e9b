package org.xinqiao.gateway.sandbox.platform;

import java.io.IOException;
import java.util.UUID;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.client.NodeApi;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import tools.jackson.databind.node.ObjectNode;

/** Asks the city's node for a wallet session, as a city app does once its user has logged in. */
final class WalletSessions {
    private final NodeApi node;

    WalletSessions(NodeApi node) {
        this.node = node;
    }

    /**
     * Where the browser goes with the new session; the token stands in the fragment and reaches no
     * server's log.
     */
    String open(Resident resident) throws IOException {
        return open(body(resident));
    }

    /** The same for one who acts for an organisation. */
    String open(SampleOrganisation organisation) throws IOException {
        return open(body(organisation));
    }

    private String open(ObjectNode body) throws IOException {
        NodeApi.Answer answer = node.post("/api/v1/wallet-sessions", body);
        String token = answer.orThrow().path("token").asString();
        return node.resolve("/wallet/") + "#session=" + token;
    }

    /** The app's login is simulated: it says that the person was there in person 实人. */
    private static ObjectNode body(Resident resident) {
        ObjectNode body = StrictJson.object();
        body.putObject("subject")
                .put("type", resident.number().type().name())
                .put("number", resident.number().reveal());
        body.put("name", resident.name().reveal());
        body.putObject("evidence")
                .put("method", "REAL_PERSON")
                .put("reference", "sandbox-" + UUID.randomUUID());
        return body;
    }

    private static ObjectNode body(SampleOrganisation organisation) {
        ObjectNode body = StrictJson.object();
        body.putObject("subject")
                .put("type", organisation.code().type().name())
                .put("number", organisation.code().text());
        body.put("name", organisation.name().text());
        body.putObject("evidence")
                .put("method", "REAL_PERSON")
                .put("reference", "sandbox-" + UUID.randomUUID())
                .put("authority", "AUTHORISED_AGENT");
        return body;
    }
}
