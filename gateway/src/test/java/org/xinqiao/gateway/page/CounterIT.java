package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.reason.Reason;

/** The counter page in a real browser: scanning, answers, refusals, and what staff do next. */
class CounterIT extends BrowserTest {
    @Test
    void counter_nothingApplies_isServiceAsUsualInANeutralColour() throws Exception {
        city.api.good = List.of();
        city.api.bad = List.of("cn-350100/library.deposit-free");
        assertThat(counter().scan(city.api.passes().code()))
                .startsWith("usual:")
                .contains("照常办理", "没有任何损失", Reason.CONDITIONS_NOT_MET.zh());
        picture("counter-usual");
        String colour =
                browser.run(
                                "return getComputedStyle(document.querySelector('[data-kind]')).backgroundColor")
                        .stringValue();
        assertThat(colour).as("not red").isEqualTo("rgb(237, 240, 243)");
    }

    @Test
    void counter_timeToGrantOver_asksForAnotherScan() {
        city.api.grantFor = Duration.ofSeconds(2);
        assertThat(counter().scan(city.api.passes().code())).contains("请在 0:0");
        browser.waitForText("已超过办理时限");
    }

    @Test
    void counter_tryLater_offersTheSameCodeAgain() {
        city.api.problem = ProblemType.TRY_LATER;
        assertThat(counter().scan(city.api.passes().code()))
                .startsWith("told:")
                .contains(ProblemType.TRY_LATER.titleZh());
        browser.clickWords("用同一个码再试一次");
        browser.waitFor(
                "a second question",
                "return document.querySelectorAll('.history tbody tr').length === 2");
        assertThat(city.api.recognitions).hasSize(2);
        assertThat(city.api.recognitions.get(0).get("code"))
                .isEqualTo(city.api.recognitions.get(1).get("code"));
    }

    @Test
    void counter_homeCityOutOfReach_marksWhatIsGranted_andNamesWhatMustWait() {
        city.api.offline = true;
        assertThat(counter().scan(city.api.passes().code()))
                .startsWith("benefit:")
                .contains("离线结果", "线路恢复后会自动提交", "须等线路恢复才能核验");
        assertThat(browser.text(".history tbody tr")).contains("离线结果");
        city.api.offline = false;
        assertThat(counter().scan(city.api.passes().code())).doesNotContain("离线结果");
    }

    @Test
    void counter_purposeThatNeedsAnAnswer_showsANumber_andANewOneForTheNext() {
        CounterPage counter = counter().purpose("parking.deferred-payment");
        String first = browser.attribute("[data-number]", "data-number");
        assertThat(first).matches("[0-9]{6}");
        assertThat(browser.text("[data-number]")).contains("请持码人在钱包的信用码下方输入");
        counter.scan(city.api.passes().code());
        var asked = city.api.recognitions.getFirst();
        assertThat(asked.get("challenge").stringValue()).isEqualTo(first);
        browser.waitFor(
                "another number",
                "return document.querySelector('[data-number]').dataset.number !== '"
                        + first
                        + "'");
        counter.purpose(LIBRARY);
        assertThat(
                        browser.run("return document.querySelector('[data-number]') === null")
                                .booleanValue())
                .isTrue();
    }

    @Test
    void counter_networkCut_saysNothingIsLost() {
        CounterPage counter = counter();
        browser.offline(true);
        assertThat(counter.scan(city.api.passes().code())).startsWith("told:").contains("网络不通");
        browser.offline(false);
    }

    @Test
    void counter_somethingElseScanned_isNotSent() {
        CounterPage counter = counter();
        assertThat(counter.scan("6901234567892")).contains("这不是信用码");
        assertThat(counter.scan(city.api.passes().code().substring(0, 100))).contains("信用码不完整");
        assertThat(city.api.recognitions).isEmpty();
    }

    @Test
    void counter_scannerOnTheWrongKeyboard_isUnderstood() {
        String code = city.api.passes().code();
        CounterPage counter = counter();
        browser.run(
                "const field = document.querySelector('#code'); field.value = arguments[0];"
                        + "field.form.requestSubmit()",
                " " + fullWidth(code.toLowerCase(java.util.Locale.ROOT)) + "\u3000");
        assertThat(counter.answer()).startsWith("benefit:");
        assertThat(city.api.recognitions.getFirst().get("code").stringValue()).isEqualTo(code);
    }

    @Test
    void counter_scannerWithoutEnter_isUnderstood() {
        CounterPage counter = counter();
        browser.typeAnywhere(city.api.passes().code());
        assertThat(counter.answer()).startsWith("benefit:");
        assertThat(city.api.recognitions).hasSize(1);
    }

    @Test
    void counter_focusOnAButton_scanStillLandsInTheField() {
        CounterPage counter = counter();
        browser.run("document.querySelector('#language').focus()");
        assertThat(counter.scan(city.api.passes().code())).startsWith("benefit:");
    }

    @Test
    void counter_purposeAndTerminal_areSentWithTheCode() {
        counter().purpose("bicycle.rental").scan(city.api.passes().code());
        var asked = city.api.recognitions.getFirst();
        assertThat(asked.get("purpose").stringValue()).isEqualTo("bicycle.rental");
        assertThat(asked.get("terminal").stringValue()).matches("web-[0-9a-f]{12}");
        assertThat(asked.propertyNames()).containsExactlyInAnyOrder("code", "purpose", "terminal");
        counter().purpose(LIBRARY);
    }

    @Test
    void counter_withoutToken_asksForOne() {
        browser.open(city.at("/counter/"));
        browser.waitForText("窗口登录");
        browser.typeAnywhere("wrong\n");
        browser.waitForText("令牌无效");
        browser.typeAnywhere(FakeApi.COUNTER + "\n");
        browser.waitForText("可以扫码");
        browser.clickWords("退出");
        browser.waitForText("窗口登录");
    }

    @Test
    void counter_onAPhone_fitsItsWidth() throws Exception {
        browser.window(360, 740, true);
        browser.open(city.at("/counter/#token=" + FakeApi.COUNTER));
        browser.waitForText("可以扫码");
        picture("counter-phone-dark");
        assertThat(browser.run("return document.documentElement.scrollWidth").asInt(0))
                .isLessThanOrEqualTo(360);
    }

    private static String fullWidth(String text) {
        return text.codePoints()
                .map(c -> c == ' ' ? '\u3000' : c + 0xfee0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
