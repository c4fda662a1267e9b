package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.reason.Reason;

/** From the wallet to the counter, against a city that plays the API and checks every code. */
class PagesIT extends BrowserTest {
    @Test
    void visitor_consentsShowsWithdrawsShows_isServedThenRefused() throws Exception {
        WalletPage wallet = wallet();
        picture("wallet-empty");
        String code = wallet.consent("cn-350100", LIBRARY).code();
        picture("wallet-code");
        String answer = counter().scan(code);
        picture("counter-benefit");
        assertThat(answer)
                .startsWith("benefit:")
                .contains("免押金借书", "最多 20 册", Reason.CONDITIONS_MET.zh(), "用时");

        wallet = wallet();
        browser.clickWords("出示信用码");
        String next = wallet.code();
        wallet.details().withdraw();
        picture("wallet-withdrawn");
        assertThat(counter().scan(next))
                .startsWith("told:")
                .contains(
                        ProblemType.CONSENT_WITHDRAWN.titleZh(),
                        ProblemType.CONSENT_WITHDRAWN.remedyZh());
        picture("counter-refused");
    }

    @Test
    void pages_language_isSwitchedAndRemembered() throws Exception {
        wallet();
        browser.click("#language");
        browser.waitForText("Hello, 陈**");
        picture("wallet-english");
        browser.window(1200, 820, true);
        browser.open(city.at("/counter/#token=" + FakeApi.COUNTER));
        browser.waitForText("Ready to scan");
        picture("counter-english-dark");
        browser.click("#language");
        browser.waitForText("可以扫码");
    }

    @Test
    void docs_opened_describeTheApi() throws Exception {
        browser.window(1200, 900, false);
        browser.open(city.at("/docs/"));
        browser.waitForText("/api/v1/recognitions");
        picture("docs");
    }
}
