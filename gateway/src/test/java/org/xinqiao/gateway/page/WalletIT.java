package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.problem.ProblemType;

/** The wallet page in a real browser; the city checks every code with the real rules. */
class WalletIT extends BrowserTest {
    @Test
    void wallet_codeOnTheScreen_renewsItselfAndNeverRepeats() {
        WalletPage wallet = wallet().consent("cn-350100", LIBRARY);
        String first = wallet.code();
        String second = wallet.codeAfter(first);
        assertThat(List.of(first, second)).allMatch(code -> code.length() <= 483);
        assertThat(counter().scan(first)).startsWith("benefit:");
        assertThat(counter().scan(second)).startsWith("benefit:");
        assertThat(counter().scan(second)).contains(ProblemType.CODE_ALREADY_USED.titleZh());
    }

    @Test
    void wallet_everyVisit_showsAnotherPass() {
        wallet().consent("cn-350100", LIBRARY);
        assertThat(passesShown()).isEqualTo(1);
        wallet();
        browser.clickWords("出示信用码");
        browser.text(".qr");
        assertThat(passesShown()).isEqualTo(2);
    }

    /** The third of three passes is being shown: the next visit must not wait for new ones. */
    @Test
    void wallet_lastPassShown_getsNewOnesInTheBackground() {
        wallet().consent("cn-350100", LIBRARY);
        for (int visit = 2; visit <= 3; visit++) {
            assertThat(city.api.issued).hasValue(1);
            wallet();
            browser.clickWords("出示信用码");
            browser.text(".qr");
        }
        Awaitility.await().until(() -> city.api.issued.get() == 2);
    }

    @Test
    void wallet_onPaper_printsACodeAndSaysHowLongItIsGood() {
        wallet().consent("cn-350100", LIBRARY);
        browser.clickWords("打印");
        browser.clickWords("生成纸质信用码");
        assertThat(browser.text(".good-until")).contains("有效至");
        assertThat(browser.text(".paper")).contains("福州市", "图书借阅", "仅限使用一次");
        assertThat(browser.run("return document.querySelector('.paper').dataset.code").asString(""))
                .startsWith("XQ1:");
    }

    @Test
    void wallet_deviceKeys_cannotBeReadByThePage() {
        wallet().consent("cn-350100", LIBRARY);
        assertThat(
                        browser.await(
                                        STORED_PASSES
                                                + "return (await all).every(it => it.key.extractable === false"
                                                + " && it.key.usages.join() === 'sign')")
                                .asBoolean(false))
                .isTrue();
    }

    @Test
    void wallet_networkCut_stillShowsACode() {
        WalletPage wallet = wallet().consent("cn-350100", LIBRARY);
        wallet.details();
        browser.offline(true);
        browser.clickWords("出示信用码");
        String code = wallet.code();
        browser.offline(false);
        assertThat(counter().scan(code)).startsWith("benefit:");
    }

    @Test
    void wallet_consentForm_tellsWhoWouldLearnWhatBeforeConsent() throws Exception {
        WalletPage wallet = wallet();
        browser.clickWords("授权一个城市");
        assertThat(
                        browser.run(
                                        "return document.querySelectorAll('input[name=purposes]:checked').length")
                                .asInt(9))
                .isZero();
        wallet.fillIn("cn-350100", LIBRARY);
        picture("wallet-consent");
        assertThat(browser.text(".told"))
                .contains("福州市", "图书借阅", "只说是否符合条件", "姓名、身份证号、信用分、信用等级", "随时在这里暂停或撤回");
        browser.click("form button[type=submit]");
        browser.text(".qr");
        var given = city.api.given.getFirst();
        assertThat(given.get("recipient").stringValue()).isEqualTo("cn-350100");
        assertThat(given.get("disclosure").stringValue()).isEqualTo("ELIGIBILITY");
        assertThat(given.get("use").stringValue()).isEqualTo("PERIOD");
        assertThat(given.get("expires").stringValue()).endsWith("T23:59:59+08:00");
        assertThat(given.has("subject")).isFalse();
    }

    @Test
    void wallet_noPurposeChosen_saysSo() {
        WalletPage wallet = wallet();
        browser.clickWords("授权一个城市");
        wallet.fillIn("cn-350100");
        browser.click("form button[type=submit]");
        browser.waitForText("请至少选择一个用途");
        assertThat(city.api.given).isEmpty();
    }

    @Test
    void wallet_paused_isRefusedUntilResumed() {
        WalletPage wallet = wallet().consent("cn-350100", LIBRARY);
        String code = wallet.code();
        wallet.details();
        browser.clickWords("暂停");
        browser.text("[data-state=PAUSED]");
        assertThat(counter().scan(code)).contains(ProblemType.CONSENT_PAUSED.titleZh());
        wallet();
        browser.clickWords("详情与管理");
        browser.clickWords("恢复");
        browser.text("[data-state=ACTIVE]");
    }

    @Test
    void wallet_receipt_canBeRead() {
        wallet().consent("cn-350100", LIBRARY).details();
        browser.clickWords("授权收据");
        browser.waitForText("厦门市公共信用信息平台");
    }

    @Test
    void wallet_whoAsked_saysWhoWhenWhyOnWhichBasisAndWhatWasGiven() throws Exception {
        city.api.disclosures = FakeFacts.DISCLOSURES;
        wallet();
        browser.clickWords("查询记录");
        assertThat(browser.text("[data-kind=RECOGNITION]"))
                .contains("福州市", "图书借阅", "免押金借书", "可享受", "是否符合条件", "350001", "3.1")
                .contains("依据协议");
        assertThat(browser.text("[data-kind=CONSENT_NOTICE]")).contains("福州市", "尚未确认");
        assertThat(browser.text("[data-kind=STAFF_QUERY]"))
                .contains("厦门市", "林**", "xm-0417", "核实居民异议", "异议处理岗");
        picture("wallet-disclosures");
        browser.click("#language");
        assertThat(browser.text("[data-kind=RECOGNITION]"))
                .contains("Fuzhou", "Library lending", "applies", "Lending without deposit");
    }

    @Test
    void wallet_itemsAskedFor_saysWhatBecameOfEach_andByWhichLaw() {
        city.api.disclosures = FakeFacts.DISCLOSURES;
        wallet();
        browser.clickWords("查询记录");
        assertThat(browser.text("[data-kind=ITEMS_QUERY]"))
                .contains("福州市查询了您的信息", "协同监管", "学历学位 — 已提供", "被执行信息 — 没有记录")
                .contains("职业资格 — 没有依据，未提供", "劳动保障监察 · 《劳动保障监察条例》第十条")
                .contains("350003 第 3.1 条：本人授权", "本人同意", "履行法定职责");
    }

    /**
     * It is for questions: what is asked for stands there, with the number to tell, and no code.
     */
    @Test
    void wallet_consentToQuestions_saysWhatMayBeAsked_andShowsNoCode() {
        city.api.questions("c-9");
        wallet();
        assertThat(browser.text("[data-consent=c-9]"))
                .contains("福州市", "政务服务", "可查询：学历学位", "授权编号 c-9")
                .doesNotContain("出示信用码");
        browser.clickWords("详情与管理");
        browser.waitForText("授权详情");
        assertThat(browser.text("main")).contains("学历学位", "暂停").doesNotContain("出示信用码");
    }

    @Test
    void wallet_nobodyAsked_saysWhatWillStandThere() {
        wallet();
        browser.clickWords("查询记录");
        browser.waitForText("还没有人查询过您");
    }

    @Test
    void wallet_uses_sayWhereTheCodeWasHonoured_andNoneIsSkippedBetweenPages() throws Exception {
        city.api.uses.told("GRANTED", 1);
        city.api.uses.told("USED", 3);
        city.api.uses.told("RETURNED", 3);
        city.api.uses.told("GRANTED", 1);
        city.api.uses.told("USED", 2);
        wallet();
        browser.clickWords("用码记录");
        assertThat(browser.text("[data-use=USED]")).contains("福州市", "免押金借书", "2");
        assertThat(usesShown()).isEqualTo(2);
        browser.clickWords("更早的记录");
        browser.waitFor("the next page", USES + " === 4");
        browser.clickWords("更早的记录");
        browser.waitFor("the last page", USES + " === 5");
        assertThat(browser.run("return document.body.innerText").stringValue())
                .doesNotContain("更早的记录");
        picture("wallet-uses");
        browser.click("#language");
        assertThat(browser.text("[data-use=USED]")).contains("Fuzhou", "Borrow without deposit");
    }

    @Test
    void wallet_objection_isSent_andItsAnswerShown() throws Exception {
        var use = city.api.uses.told("ATTENTION", 0);
        wallet();
        browser.clickWords("用码记录");
        assertThat(browser.text("[data-use=ATTENTION]")).contains("不会影响您的信用分");
        browser.clickWords("有异议");
        browser.clickWords("提交异议");
        browser.waitForText("请先写明哪里不对");
        assertThat(use.has("objection")).as("nothing was sent").isFalse();
        browser.typeAnywhere("书已按时归还 <b>");
        browser.clickWords("提交异议");
        browser.waitForText("等待您的城市答复");
        assertThat(use.path("objection").path("text").stringValue()).isEqualTo("书已按时归还 <b>");
        assertThat(browser.text("[data-use=ATTENTION]")).contains("书已按时归还 <b>");

        city.api.uses.answered(use, false, "还书记录未找到");
        wallet();
        browser.clickWords("用码记录");
        assertThat(browser.text("[data-use=ATTENTION]")).contains("异议未成立", "还书记录未找到", "有异议");
        city.api.uses.answered(use, true, "已核实");
        wallet();
        browser.clickWords("用码记录");
        assertThat(browser.text("[data-use=ATTENTION]"))
                .contains("异议成立", "已核实", "不再计入")
                .doesNotContain("请您留意");
        picture("wallet-objection");
    }

    private static final String USES = "return document.querySelectorAll('[data-use]').length";

    private static int usesShown() {
        return browser.run(USES).asInt(-1);
    }

    @Test
    void wallet_withoutSession_sendsThePersonToTheCitysApp() {
        city.api.entry = city.at("/page/icons.svg").toString();
        browser.open(city.at("/wallet/"));
        browser.waitFor("the city's app", "return location.pathname === '/page/icons.svg'");
    }

    @Test
    void wallet_withoutSessionOrApp_saysWhatToDo() {
        browser.open(city.at("/wallet/"));
        browser.waitForText("请从您的城市应用进入");
    }

    @Test
    void wallet_sessionEnded_saysWhatToDo() {
        browser.open(city.at("/wallet/#session=long-gone"));
        browser.waitForText("登录已结束");
    }

    @Test
    void wallet_signedOut_leavesNothingOnTheDevice() {
        wallet().consent("cn-350100", LIBRARY);
        browser.clickWords("退出");
        browser.waitForText("请从您的城市应用进入");
        assertThat(browser.await(STORED_PASSES + "return (await all).length").asInt(-1)).isZero();
        browser.open(city.at("/wallet/"));
        browser.waitForText("请从您的城市应用进入");
    }

    @Test
    void wallet_token_leavesTheAddressBar() {
        wallet();
        assertThat(browser.run("return location.href").stringValue())
                .doesNotContain(FakeApi.SESSION);
    }

    private static final String STORED_PASSES =
            "const all = new Promise(done => indexedDB.open('xinqiao-wallet').onsuccess = opened =>"
                    + " opened.target.result.transaction('passes').objectStore('passes').getAll().onsuccess"
                    + " = found => { opened.target.result.close(); done(found.target.result); });";

    private static int passesShown() {
        return browser.await(STORED_PASSES + "return (await all).filter(it => it.shown).length")
                .asInt(-1);
    }
}
