package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.Residents;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;

/**
 * The city's app, simulated: one picks who one is, and the wallet opens as that person.
 *
 * <p>{@code /app} shows the samples, {@code /app/search} finds others by name, {@code /app/open}
 * opens the wallet, {@code /app/act} the one of an organisation that one acts for. Names and
 * numbers come in forms, not in URLs, as they would have to with real people.
 */
final class CityApp implements HttpHandler {
    private static final int FOUND_MAX = 50;
    private static final String HTML = "text/html; charset=utf-8";

    private final CityAppPage page;
    private final Residents residents;
    private final List<SampleOrganisation> organisations;
    private final WalletSessions sessions;

    CityApp(
            CityAppPage page,
            Residents residents,
            List<SampleOrganisation> organisations,
            WalletSessions sessions) {
        this.page = page;
        this.residents = residents;
        this.organisations = organisations;
        this.sessions = sessions;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (asked) {
            case "GET /app", "GET /app/" -> Exchanges.answer(exchange, 200, HTML, page.start());
            case "POST /app/search" -> search(exchange);
            case "POST /app/open" -> openResident(exchange);
            case "POST /app/act" -> openOrganisation(exchange);
            default -> Exchanges.redirect(exchange, "/app");
        }
    }

    private void search(HttpExchange exchange) throws IOException {
        String name = Exchanges.form(exchange).getOrDefault("name", "").strip();
        List<Resident> found =
                name.isEmpty() ? List.of() : residents.named(name).limit(FOUND_MAX).toList();
        Exchanges.answer(exchange, 200, HTML, page.found(name, found, found.size() == FOUND_MAX));
    }

    private void openResident(HttpExchange exchange) throws IOException {
        Optional<Resident> resident = resident(Exchanges.form(exchange));
        if (resident.isEmpty()) {
            Exchanges.answer(
                    exchange, 404, HTML, page.message("没有这位居民", "There is no such resident"));
            return;
        }
        open(exchange, () -> sessions.open(resident.get()));
    }

    /** The login of somebody who acts for an organisation, who was checked to be authorised. */
    private void openOrganisation(HttpExchange exchange) throws IOException {
        String code = Exchanges.form(exchange).getOrDefault("code", "");
        Optional<SampleOrganisation> organisation =
                organisations.stream().filter(it -> it.code().text().equals(code)).findFirst();
        if (organisation.isEmpty()) {
            Exchanges.answer(
                    exchange, 404, HTML, page.message("没有这个单位", "There is no such organisation"));
            return;
        }
        open(exchange, () -> sessions.open(organisation.get()));
    }

    private interface Login {
        String wallet() throws IOException;
    }

    private void open(HttpExchange exchange, Login login) throws IOException {
        String wallet;
        try {
            wallet = login.wallet();
        } catch (IOException e) {
            Exchanges.answer(
                    exchange,
                    502,
                    HTML,
                    page.message("节点未打开钱包，请稍后再试", "The node opened no wallet: " + e.getMessage()));
            return;
        }
        Exchanges.redirect(exchange, wallet);
    }

    private Optional<Resident> resident(Map<String, String> form) {
        try {
            return residents.find(
                    SubjectNumber.parse(SubjectType.CITIZEN, form.getOrDefault("number", "")));
        } catch (InvalidIdentifier e) {
            return Optional.empty();
        }
    }
}
