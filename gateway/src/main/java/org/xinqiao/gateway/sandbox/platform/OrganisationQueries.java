package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /organisations/query}: what a node asks its city's platform about an organisation, as
 * adapters.city lays down.
 */
final class OrganisationQueries implements HttpHandler {
    private static final String JSON = "application/json";

    private final List<SampleOrganisation> organisations;
    private final InstantSource clock;

    OrganisationQueries(List<SampleOrganisation> organisations, InstantSource clock) {
        this.organisations = organisations;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Exchanges.answer(exchange, 405, JSON, "{\"error\":\"method-not-allowed\"}");
            return;
        }
        Optional<UnifiedSocialCreditCode> asked = asked(Exchanges.body(exchange));
        if (asked.isEmpty()) {
            Exchanges.answer(exchange, 400, JSON, "{\"error\":\"malformed\"}");
            return;
        }
        Optional<SampleOrganisation> known =
                organisations.stream().filter(it -> it.code().equals(asked.get())).findFirst();
        if (known.isEmpty()) {
            Exchanges.answer(exchange, 404, JSON, "{\"organisation\":null}");
            return;
        }
        Exchanges.answer(exchange, 200, JSON, answer(known.get()).toString());
    }

    private ObjectNode answer(SampleOrganisation organisation) {
        ObjectNode answer = StrictJson.object();
        answer.put("name", organisation.name().text());
        var lists = answer.putArray("lists");
        organisation.lists().stream().sorted().forEach(list -> lists.add(list.name()));
        organisation.grade().ifPresent(grade -> answer.put("grade", grade.name()));
        answer.put("asOf", clock.instant().truncatedTo(ChronoUnit.HOURS).toString());
        return answer;
    }

    private static Optional<UnifiedSocialCreditCode> asked(byte[] body) {
        try {
            Fields fields = new Fields("query", StrictJson.parseObject(body));
            String code = fields.text("code");
            fields.end();
            return Optional.of(UnifiedSocialCreditCode.parse(code));
        } catch (MalformedJson | InvalidIdentifier e) {
            return Optional.empty();
        }
    }
}
