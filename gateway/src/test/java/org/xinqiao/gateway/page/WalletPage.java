package org.xinqiao.gateway.page;

import java.net.URI;

/** The wallet page as a person uses it. */
final class WalletPage {
    private final Browser browser;

    private WalletPage(Browser browser) {
        this.browser = browser;
    }

    /** Opens the page with a session, or whatever else the address says. */
    static WalletPage open(Browser browser, URI address) {
        browser.open(address);
        return new WalletPage(browser);
    }

    /** Goes through the form and consents; the code is on the screen afterwards. */
    WalletPage consent(String node, String... purposes) {
        browser.click("main button.main, main .row > button");
        fillIn(node, purposes);
        browser.click("form button[type=submit]");
        browser.text(".pass .qr");
        return this;
    }

    /** Chooses a city and purposes in the open form. */
    void fillIn(String node, String... purposes) {
        browser.click("input[name=city][value='" + node + "']");
        for (String purpose : purposes) {
            browser.click("input[name=purposes][value='" + purpose + "']");
        }
    }

    /** The code on the screen, as the QR code holds it. */
    String code() {
        browser.text(".pass .qr");
        return browser.run("return document.querySelector('.pass').dataset.code").stringValue();
    }

    /** Waits for the next code after this one. */
    String codeAfter(String code) {
        browser.waitFor(
                "another code",
                "return document.querySelector('.pass').dataset.code !== arguments[0]",
                code);
        return code();
    }

    /** From the code to its consent. */
    WalletPage details() {
        browser.clickWords("详情与管理");
        browser.waitForText("授权详情");
        return this;
    }

    void withdraw() {
        browser.clickWords("撤回授权");
        browser.clickWords("确定撤回");
        browser.text("[data-state=WITHDRAWN]");
    }

    void home() {
        browser.clickWords("返回");
        browser.text(".greeting");
    }
}
