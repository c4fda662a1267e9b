package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.problem.ProblemType;

/** Whoever sees little, uses no mouse or listens to a screen reader gets on as well. */
class AccessibilityIT extends BrowserTest {
    private static final String TAB = "\uE004";
    private static final int TABS_MAX = 25;

    /** Faults of the page as it is: names, headings, language, and contrast of every text. */
    private static final String FAULTS =
            """
            const faults = [];
            const shown = e => e.checkVisibility() && e.getClientRects().length > 0;
            const all = css => [...document.querySelectorAll(css)].filter(shown);
            for (const e of all('input, select, textarea'))
              if (!e.labels.length && !e.ariaLabel) faults.push('no label: ' + e.outerHTML);
            for (const e of all('button, summary, a'))
              if (!e.innerText.trim() && !e.ariaLabel) faults.push('no name: ' + e.outerHTML);
            for (const e of all('svg:not([aria-hidden])'))
              if (e.getAttribute('role') !== 'img' || !e.getAttribute('aria-label')) faults.push('no alternative: svg');
            if (!['zh-CN', 'en'].includes(document.documentElement.lang)) faults.push('language');
            for (const tag of ['header', 'main', 'footer'])
              if (document.querySelectorAll('body > ' + tag).length !== 1) faults.push('landmark ' + tag);
            if (document.querySelectorAll('main h1').length > 1) faults.push('several h1');
            const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return { rgb: n.slice(0, 3), a: n[3] ?? 1 }; };
            const over = (top, under) => top.rgb.map((v, i) => v * top.a + under[i] * (1 - top.a));
            const background = e => {
              if (!e) return [255, 255, 255];
              const c = parse(getComputedStyle(e).backgroundColor);
              return c.a === 1 ? c.rgb : over(c, background(e.parentElement));
            };
            const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
              .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const opacity = e => e ? Number(getComputedStyle(e).opacity) * opacity(e.parentElement) : 1;
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const e = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || !shown(e) || e.closest('.skip, .hidden, option, :disabled')) continue;
              const under = background(e);
              const ink = parse(getComputedStyle(e).color);
              const [a, b] = [light(over({ rgb: ink.rgb, a: ink.a * opacity(e) }, under)), light(under)].sort((x, y) => y - x);
              const ratio = (a + 0.05) / (b + 0.05);
              if (ratio < 4.5) faults.push('contrast ' + ratio.toFixed(2) + ': ' + walker.currentNode.data.trim());
            }
            return faults;
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wallet_everyView_hasNamesAndContrast(boolean dark) {
        WalletPage wallet = wallet();
        browser.window(420, 900, dark);
        assertThat(faults()).isEmpty();
        browser.clickWords("授权一个城市");
        wallet.fillIn("cn-350100", LIBRARY);
        assertThat(faults()).isEmpty();
        browser.click("form button[type=submit]");
        browser.text(".qr");
        assertThat(faults()).isEmpty();
        wallet.details();
        browser.clickWords("授权收据");
        browser.clickWords("撤回授权");
        assertThat(faults()).isEmpty();
        browser.clickWords("确定撤回");
        browser.text("[data-state=WITHDRAWN]");
        wallet.home();
        browser.clickWords("已结束的授权（1）");
        assertThat(faults()).isEmpty();
        city.api.disclosures = FakeFacts.DISCLOSURES;
        browser.clickWords("查询记录");
        browser.text("[data-kind=RECOGNITION]");
        assertThat(faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void counter_everyAnswer_hasNamesAndContrast(boolean dark) {
        CounterPage counter = counter();
        browser.window(1200, 820, dark);
        assertThat(faults()).isEmpty();
        counter.scan(city.api.passes().code());
        assertThat(faults()).isEmpty();
        city.api.bad = city.api.good;
        city.api.good = List.of();
        browser.click("#language");
        browser.click("#language");
        browser.typeAnywhere(city.api.passes().code() + "\n");
        browser.text("[data-kind=usual]");
        assertThat(faults()).isEmpty();
        city.api.problem = ProblemType.TRY_LATER;
        browser.typeAnywhere(city.api.passes().code() + "\n");
        browser.text("[data-kind=told]");
        assertThat(faults()).isEmpty();
        browser.clickWords("退出");
        browser.waitForText("窗口登录");
        assertThat(faults()).isEmpty();
    }

    @Test
    void wallet_keyboardAlone_consentsAndShowsTheCode() {
        wallet();
        tabTo("button.main");
        browser.typeAnywhere("\n");
        browser.waitForText("您自己决定");
        tabTo("input[value='cn-350100']");
        browser.typeAnywhere(" ");
        tabTo("input[value='library.lending']");
        browser.typeAnywhere(" ");
        tabTo("form button[type=submit]");
        browser.typeAnywhere("\n");
        assertThat(browser.text(".pass h1")).isEqualTo("仅供福州市核验");
        assertThat(focused("h1")).as("focus follows the view").isTrue();
    }

    @Test
    void counter_answer_isSpokenWhileTheFocusStaysInTheField() {
        counter().scan(city.api.passes().code());
        assertThat(focused("#code")).isTrue();
        assertThat(browser.attribute("#answer", "aria-live")).isEqualTo("polite");
        assertThat(browser.attribute("#answer", "aria-atomic")).isEqualTo("true");
    }

    private static void tabTo(String css) {
        for (int i = 0; i < TABS_MAX; i++) {
            if (focused(css)) {
                return;
            }
            browser.typeAnywhere(TAB);
        }
        throw new AssertionError("the Tab key never comes to " + css);
    }

    private static boolean focused(String css) {
        return browser.run("return document.activeElement.matches(arguments[0])", css)
                .asBoolean(false);
    }

    private static List<String> faults() {
        return browser.run(FAULTS).valueStream().map(it -> it.stringValue()).toList();
    }
}
