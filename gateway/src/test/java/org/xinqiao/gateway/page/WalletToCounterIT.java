package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/**
 * What a person does in the sandbox, through the real pages, nodes and databases: a resident of
 * Xiamen consents, shows the code, a counter in Fuzhou scans it.
 */
class WalletToCounterIT {
    private static final String XIAMEN = "cn-350200";
    private static final String FUZHOU = "cn-350100";
    private static final String LIBRARY = "library.lending";

    @TempDir static Path directory;

    private static Browser browser;
    private static Sandbox sandbox;
    private static JsonNode facts;

    @BeforeAll
    static void startSandbox() throws Exception {
        browser = Browser.start();
        sandbox = Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false));
        facts = StrictJson.parseObject(Files.readAllBytes(directory.resolve("sandbox.json")));
    }

    @AfterAll
    static void stopSandbox() {
        if (browser != null) {
            browser.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @AfterEach
    void pagesComplainOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void visitor_consentsShowsWithdrawsShows_isServedThenRefused() throws Exception {
        WalletPage wallet = walletOf("陈雅琳").consent(FUZHOU, LIBRARY);
        String code = wallet.code();
        picture("wallet");
        CounterPage counter = counter(FUZHOU).purpose(LIBRARY);
        assertThat(counter.scan(code)).startsWith("benefit:").contains("内办理");
        picture("counter");
        assertThat(counter(FUZHOU).purpose(LIBRARY).scan(code))
                .contains(ProblemType.CODE_ALREADY_USED.titleZh());

        wallet = walletOf("陈雅琳");
        browser.clickWords("出示信用码");
        String next = wallet.code();
        wallet.details().withdraw();
        // By the home city's word, or by its status list, whichever is here first.
        assertThat(counter(FUZHOU).purpose(LIBRARY).scan(next))
                .startsWith("told:")
                .containsAnyOf(
                        ProblemType.CONSENT_WITHDRAWN.remedyZh(),
                        ProblemType.CODE_REVOKED.remedyZh());
    }

    @Test
    void visitorWithoutAScore_isServedAsUsual() {
        String code = walletOf("郑美玲").consent(FUZHOU, LIBRARY).code();
        assertThat(counter(FUZHOU).purpose(LIBRARY).scan(code)).startsWith("usual:");
    }

    /** One who acts for an organisation: its own words, its name at the counter, its own list. */
    @Test
    void organisation_showsItsCode_andTheCounterSeesWhichOneItIs() throws Exception {
        JsonNode organisation = facts.get("organisations").get(0);
        String name = organisation.get("name").stringValue();
        String number = organisation.get("code").stringValue();
        WalletPage wallet = walletFor(name);
        assertThat(browser.text(".greeting")).contains(name, number);
        assertThat(browser.text("#promise")).contains("法人信用码");
        wallet.consent(FUZHOU, "approval.green-channel");
        String code = wallet.code();
        picture("organisation-wallet");
        String answer = counter(FUZHOU).purpose("approval.green-channel").scan(code);
        assertThat(answer).startsWith("benefit:").contains(name, number);
        picture("organisation-counter");
        assertThat(counter(FUZHOU).purpose(LIBRARY).scan(code)).startsWith("told:");

        walletFor(name);
        browser.clickWords("查询记录");
        browser.waitForText("依法社会公开");
        browser.waitForText("谁查询过本单位");
    }

    @Test
    void organisationOnABlackList_isServedAsUsual_andNothingElseIsSaid() {
        String name = facts.get("organisations").get(3).get("name").stringValue();
        String code = walletFor(name).consent(FUZHOU, "finance.credit-loan").code();
        String answer = counter(FUZHOU).purpose("finance.credit-loan").scan(code);
        assertThat(answer).startsWith("usual:").doesNotContain(name, "失信", "名单");
    }

    @Test
    void visitorTheOtherWay_pausedConsent_isRefusedUntilResumed() {
        WalletPage wallet = walletOf("林晓峰").consent(XIAMEN, "bicycle.rental");
        String code = wallet.code();
        String later = wallet.codeAfter(code);
        wallet.details();
        browser.clickWords("暂停");
        browser.text("[data-state=PAUSED]");
        URI home = browser.address();
        CounterPage counter = counter(XIAMEN).purpose("bicycle.rental");
        assertThat(counter.scan(code)).contains(ProblemType.CONSENT_PAUSED.titleZh());
        browser.open(home);
        browser.clickWords("详情与管理");
        browser.clickWords("恢复");
        browser.text("[data-state=ACTIVE]");
        assertThat(counter(XIAMEN).purpose("bicycle.rental").scan(later)).startsWith("benefit:");
    }

    @Test
    void codeForFuzhou_scannedForAnotherPurpose_isRefused() {
        String code = walletOf("林志远").consent(FUZHOU, LIBRARY).code();
        assertThat(counter(FUZHOU).purpose("bicycle.rental").scan(code)).startsWith("told:");
    }

    @Test
    void pageFiles_served_areGuardedAndAskedForOnlyWhenChanged() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path :
                    List.of("/", "/wallet/", "/counter/", "/streams/", "/docs/", "/page/api.js")) {
                var served = http.send(get(path).build(), BodyHandlers.ofString());
                assertThat(served.statusCode()).as(path).isEqualTo(200);
                assertThat(served.headers().firstValue("Content-Security-Policy").orElse(""))
                        .as(path)
                        .contains("default-src 'none'", "frame-ancestors 'none'");
            }
            var script = http.send(get("/page/api.js").build(), BodyHandlers.ofString());
            String tag = script.headers().firstValue("ETag").orElseThrow();
            assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(script.headers().firstValue("Last-Modified")).isEmpty();
            var again = get("/page/api.js").header("If-None-Match", tag).build();
            assertThat(http.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
            var bare = http.send(get("/wallet").build(), BodyHandlers.ofString());
            assertThat(bare.headers().firstValue("Location").orElse("")).endsWith("/wallet/");
        }
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(api(XIAMEN, path));
    }

    /** Entries handed in, one of which breaks a rule: who has them, and what is set aside. */
    @Test
    void operator_seesWhereListsGoAndWhatIsSetAside() throws Exception {
        String good = entry("91350200MA2Y0TKL8Q");
        String bad = entry("91350200MA2Y0TKL8X");
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            api(
                                                    XIAMEN,
                                                    "/api/v1/streams/cn-350200/list/red/entries"))
                                    .header("Authorization", "Bearer " + token(XIAMEN, "platform"))
                                    .header("Content-Type", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofString(good + "\n" + bad))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"accepted\":1", "\"quarantined\":1");
        }
        browser.window(1200, 760, false);
        browser.open(api(XIAMEN, "/streams/#operator=" + token(XIAMEN, "operator")));

        browser.waitForText("全部送达");
        assertThat(browser.text("main")).contains("cn-350200/list/red", FUZHOU, "R24");
        picture("streams");
    }

    private static String token(String node, String role) {
        return node(node).get("tokens").get(role).stringValue();
    }

    private static String entry(String code) {
        return """
        {"key":"%s","entry":{"model":1,"item":"list.red","class":"PUBLIC",\
        "subject":{"type":"ORGANISATION","code":"%s","name":"虚构示例贸易有限公司"},\
        "source":{"code":"11350200004133222T","division":"350200","level":"CITY","name":"虚构示例局"},\
        "document":{"date":"2026-11-02","reference":"虚构〔2026〕17号"},\
        "state":"ACTIVE","version":1,"fields":{"LYYY":"诚信示范"}}}\
        """
                .formatted(UUID.randomUUID(), code);
    }

    @Test
    void docs_opened_describeTheApi() {
        browser.open(api(XIAMEN, "/docs"));
        browser.waitForText("/api/v1/recognitions");
    }

    /** By the city's app, as a person comes: the wallet's own page sends them there. */
    private static WalletPage walletOf(String resident) {
        browser.window(420, 900, false);
        for (String node : new String[] {XIAMEN, FUZHOU}) {
            if (facts.get("residents").valueStream().anyMatch(it -> lives(it, resident, node))) {
                return walletAt(node, resident);
            }
        }
        throw new IllegalArgumentException(resident);
    }

    /** The same for one who acts for an organisation of Xiamen. */
    private static WalletPage walletFor(String organisation) {
        browser.window(420, 900, false);
        return walletAt(XIAMEN, organisation);
    }

    private static WalletPage walletAt(String node, String name) {
        var wallet = WalletPage.open(browser, api(node, "/wallet/"));
        browser.waitFor("wallet or app", "return document.querySelector('.greeting, form')");
        if (browser.run("return location.pathname").stringValue().equals("/wallet/")) {
            browser.clickWords("退出"); // the tab was another person's before
        }
        browser.clickWords(name);
        browser.text(".greeting");
        return wallet;
    }

    private static boolean lives(JsonNode it, String resident, String node) {
        return it.get("name").stringValue().equals(resident)
                && it.get("node").stringValue().equals(node);
    }

    private static CounterPage counter(String node) {
        browser.window(1200, 760, false);
        String token = node(node).get("tokens").get("counter").stringValue();
        return CounterPage.open(browser, api(node, "/counter/#token=" + token));
    }

    private static URI api(String node, String path) {
        return URI.create(node(node).get("api").stringValue() + path);
    }

    private static JsonNode node(String id) {
        Stream<JsonNode> nodes = facts.get("nodes").valueStream();
        return nodes.filter(it -> it.get("id").stringValue().equals(id)).findFirst().orElseThrow();
    }

    private static void picture(String name) throws IOException {
        browser.screenshot(Path.of("target", "pages", "sandbox-" + name + ".png"));
    }
}
