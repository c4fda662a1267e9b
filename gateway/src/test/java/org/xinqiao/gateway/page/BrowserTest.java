package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A browser for the class, a fresh city for every test; no page may complain while it lasts. */
abstract class BrowserTest {
    static final String LIBRARY = "library.lending";

    static Browser browser;
    FakeCity city;

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startCity() throws Exception {
        city = new FakeCity();
    }

    @AfterEach
    void stopCity() {
        browser.offline(false);
        city.close();
        assertThat(browser.complaints()).isEmpty();
    }

    WalletPage wallet() {
        browser.window(420, 900, false);
        var wallet = WalletPage.open(browser, city.at("/wallet/#session=" + FakeApi.SESSION));
        browser.text(".greeting");
        return wallet;
    }

    CounterPage counter() {
        browser.window(1200, 760, false);
        return CounterPage.open(browser, city.at("/counter/#token=" + FakeApi.COUNTER));
    }

    /** For people to look at; no test depends on it. */
    static void picture(String name) throws Exception {
        browser.screenshot(Path.of("target", "pages", name + ".png"));
    }
}
