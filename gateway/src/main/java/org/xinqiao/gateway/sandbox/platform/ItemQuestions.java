package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.people.Residents;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /items/query}: what a node asks its city's platform about data items, as
 * adapters.city lays down. About whoever is not of this city it holds nothing, and says so.
 */
final class ItemQuestions implements HttpHandler {
    private static final String JSON = "application/json";
    private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");

    private final Residents residents;
    private final List<SampleOrganisation> organisations;
    private final InstantSource clock;

    ItemQuestions(
            Residents residents, List<SampleOrganisation> organisations, InstantSource clock) {
        this.residents = residents;
        this.organisations = organisations;
        this.clock = clock;
    }

    private record Asked(SubjectNumber subject, List<String> items) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Exchanges.answer(exchange, 405, JSON, "{\"error\":\"method-not-allowed\"}");
            return;
        }
        Optional<Asked> asked = asked(Exchanges.body(exchange));
        if (asked.isEmpty()) {
            Exchanges.answer(exchange, 400, JSON, "{\"error\":\"malformed\"}");
            return;
        }
        Exchanges.answer(exchange, 200, JSON, answer(asked.get()).toString());
    }

    private ObjectNode answer(Asked asked) {
        boolean ours = isOurs(asked.subject());
        String today = LocalDate.ofInstant(clock.instant(), CALENDAR).toString();
        ObjectNode answer = StrictJson.object();
        var items = answer.putArray("items");
        for (String item : asked.items()) {
            ObjectNode one = items.addObject().put("item", item);
            var values = one.putArray("values");
            if (ours) {
                SampleItems.of(asked.subject(), item).forEach(values::add);
            }
            one.put("asOf", today);
        }
        return answer;
    }

    private boolean isOurs(SubjectNumber subject) {
        return switch (subject) {
            case NaturalPersonNumber person -> residents.find(person).isPresent();
            case UnifiedSocialCreditCode code ->
                    organisations.stream().anyMatch(it -> it.code().equals(code));
        };
    }

    private static Optional<Asked> asked(byte[] body) {
        try {
            Fields fields = new Fields("query", StrictJson.parseObject(body));
            SubjectType type = fields.constant("type", SubjectType.class);
            String number = fields.text("number");
            List<String> items = fields.texts("items");
            fields.end();
            return Optional.of(new Asked(SubjectNumber.parse(type, number), items));
        } catch (MalformedJson | InvalidIdentifier e) {
            return Optional.empty();
        }
    }
}
