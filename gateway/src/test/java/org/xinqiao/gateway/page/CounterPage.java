package org.xinqiao.gateway.page;

import java.net.URI;

/** The counter page as a member of staff uses it. */
final class CounterPage {
    private final Browser browser;

    private CounterPage(Browser browser) {
        this.browser = browser;
    }

    static CounterPage open(Browser browser, URI address) {
        browser.open(address);
        browser.waitForText("可以扫码");
        return new CounterPage(browser);
    }

    CounterPage purpose(String purpose) {
        browser.click("input[name=purpose][value='" + purpose + "']");
        return this;
    }

    /** Scans with a handheld scanner and waits for the answer's words. */
    String scan(String code) {
        browser.typeAnywhere(code + "\n");
        return answer();
    }

    /** The answer, once it is there: its kind (benefit, usual or told) and all of its words. */
    String answer() {
        String kind = browser.attribute("#answer [data-kind]", "data-kind");
        return kind + ": " + browser.text("#answer [data-kind]");
    }
}
