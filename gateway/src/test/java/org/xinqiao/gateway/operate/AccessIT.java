package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.Calls;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig.Limits;

class AccessIT {
    /** Passes the check character; the division code is not assigned. */
    private static final String NUMBER = "890000199001010013";

    @TempDir static Path directory;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        var limits = new Limits(6000, 6000, 3, 6000, 6000, 6000);
        var config = TestNodes.withLimits(TestNodes.config("cn-350200", directory), limits);
        node = TestNodes.start(config, TestHandlers.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void handler_withoutDeclaredRole_isClosedToEveryone() throws Exception {
        var answer = get("/api/test/undeclared", "Bearer " + TestNodes.OPERATOR);

        assertProblem(answer, 403, "role-not-allowed");
    }

    @Test
    void handler_ofAnotherRole_isRefused() throws Exception {
        assertProblem(
                get("/api/test/platform", "Bearer " + TestNodes.OPERATOR), 403, "role-not-allowed");
        assertThat(get("/api/test/platform", "Bearer " + TestNodes.PLATFORM).body())
                .isEqualTo("platform PLATFORM");
        assertThat(get("/api/test/platform", "bearer " + TestNodes.PLATFORM).statusCode())
                .isEqualTo(200);
    }

    @Test
    void token_missingOrUnknown_isUnauthorised() throws Exception {
        var answer = Calls.get(Calls.plain(), node.api().resolve("/api/test/platform"));

        assertProblem(answer, 401, "token-missing");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(get("/api/test/platform", "Bearer wrong"), 401, "token-missing");
        assertProblem(get("/api/test/platform", "Bearer "), 401, "token-missing");
        assertProblem(
                get("/api/test/platform", "Basic " + TestNodes.PLATFORM), 401, "token-missing");
    }

    @Test
    void open_withoutToken_answers() throws Exception {
        var answer = Calls.get(Calls.plain(), node.api().resolve("/api/test/open"));

        assertThat(answer.body()).isEqualTo("open");
    }

    @Test
    void caller_atTheLimitOfTheRole_isServed_oneMore_isToldToWait() throws Exception {
        for (int call = 0; call < 3; call++) {
            assertThat(get("/api/test/counter", "Bearer " + TestNodes.COUNTER).statusCode())
                    .isEqualTo(200);
        }
        var answer = get("/api/test/counter", "Bearer " + TestNodes.COUNTER);

        assertProblem(answer, 429, "too-many-requests");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertThat(get("/api/test/platform", "Bearer " + TestNodes.PLATFORM).statusCode())
                .isEqualTo(200);
    }

    @Test
    void path_unknown_isAProblem() throws Exception {
        assertProblem(
                get("/api/v1/nothing-of-the-kind", "Bearer " + TestNodes.OPERATOR),
                404,
                "not-found");
        assertProblem(get("/no-such-page", "Bearer none"), 404, "not-found");
    }

    @Test
    void method_unknown_isAProblemThatNamesTheOthers() throws Exception {
        var answer =
                Calls.post(
                        Calls.plain(),
                        node.api().resolve("/api/test/open"),
                        BodyPublishers.noBody());

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void refusal_inEitherLanguage_hasBothAndTheSafeFacts() throws Exception {
        var english =
                Calls.get(
                        Calls.plain(),
                        node.api().resolve("/api/test/refuse"),
                        "Accept-Language",
                        "en-GB,en;q=0.9");
        var chinese =
                Calls.get(
                        Calls.plain(),
                        node.api().resolve("/api/test/refuse"),
                        "Accept-Language",
                        "zh-CN,zh;q=0.9,en;q=0.8");

        assertProblem(english, 422, "code-for-another-city");
        assertThat(english.body())
                .contains("\"title\":\"" + ProblemType.CODE_FOR_ANOTHER_CITY.titleEn())
                .contains("\"zh\":\"" + ProblemType.CODE_FOR_ANOTHER_CITY.titleZh())
                .contains("\"facts\":{\"audience\":\"cn-350100\"}")
                .doesNotContain("hidden");
        assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
        assertThat(chinese.body())
                .contains("\"title\":\"" + ProblemType.CODE_FOR_ANOTHER_CITY.titleZh());
    }

    @Test
    void failure_withPersonalDataInItsText_showsNothing() throws Exception {
        var answer = Calls.get(Calls.plain(), node.api().resolve("/api/test/fail"));

        assertProblem(answer, 500, "internal");
        assertThat(answer.body()).doesNotContain(NUMBER).doesNotContain("Exception");
    }

    @Test
    void body_ofTheWrongForm_namesFieldAndRuleWithoutTheValue() throws Exception {
        assertMalformed(
                body("{\"name\":\"a\",\"age\":1,\"more\":\"" + NUMBER + "\"}"),
                "more",
                "there is no such member");
        assertMalformed(
                body("{\"name\":\"a\",\"age\":\"" + NUMBER + "x\"}"),
                "age",
                "is missing or has another type");
        assertMalformed(body("{\"age\":1}"), "name", "is missing or has another type");
        assertMalformed(
                body("{\"name\":\"a\",\"name\":\"b\",\"age\":1}"),
                "body",
                "is not JSON, or has a name twice");
        assertMalformed(
                body("{\"name\":\"a\",\"age\":1} x"), "body", "is not JSON, or has a name twice");
        assertMalformed(body(""), "body", "cannot be read");
        assertThat(body("{\"name\":\"a\",\"age\":1}").body()).isEqualTo("a");
    }

    @Test
    void body_ofAnotherMediaType_isRefused() throws Exception {
        assertProblem(
                send(BodyPublishers.ofString("x"), "text/plain"), 415, "media-type-unsupported");
    }

    @Test
    void body_atTheLimit_isRead_oneByteMore_isTooLarge() throws Exception {
        String most = json(Bounds.API_BODY_BYTES_MAX);
        String over = json(Bounds.API_BODY_BYTES_MAX + 1);

        assertThat(body(most).statusCode()).isEqualTo(200);
        assertThat(send(unstated(most), "application/json").statusCode()).isEqualTo(200);
        assertProblem(body(over), 413, "body-too-large");
        assertProblem(send(unstated(over), "application/json"), 413, "body-too-large");
    }

    @Test
    void wallet_sessionWhileItLasts_isTheSubject_andNothingOnceRevoked() throws Exception {
        String token = Calls.get(Calls.plain(), node.api().resolve("/api/test/mint")).body();

        assertThat(get("/api/test/wallet", "Bearer " + token).body())
                .isEqualTo(NUMBER + " 陈** REAL_PERSON r-1");
        assertProblem(get("/api/test/platform", "Bearer " + token), 403, "role-not-allowed");
        Calls.get(Calls.plain(), node.api().resolve("/api/test/revoke?token=" + token));
        assertProblem(get("/api/test/wallet", "Bearer " + token), 401, "token-missing");
    }

    private static String json(int bytes) {
        String frame = "{\"name\":\"\",\"age\":1}";
        return "{\"name\":\"" + "x".repeat(bytes - frame.length()) + "\",\"age\":1}";
    }

    private static BodyPublisher unstated(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes()));
    }

    private static HttpResponse<String> body(String json) throws Exception {
        return send(BodyPublishers.ofString(json), "application/json");
    }

    private static HttpResponse<String> send(BodyPublisher body, String mediaType)
            throws Exception {
        return Calls.post(
                Calls.plain(),
                node.api().resolve("/api/test/body"),
                body,
                "Content-Type",
                mediaType);
    }

    private static HttpResponse<String> get(String path, String authorization) throws Exception {
        return Calls.get(Calls.plain(), node.api().resolve(path), "Authorization", authorization);
    }

    private static void assertMalformed(HttpResponse<String> answer, String field, String rule) {
        assertProblem(answer, 400, "request-malformed");
        assertThat(answer.body())
                .contains("\"field\":\"" + field + "\"")
                .contains("\"rule\":\"" + rule + "\"")
                .doesNotContain(NUMBER);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"https://xinqiao.org/problems/" + name + "\"");
    }

    record Body(String name, int age) {}

    @RestController
    static class TestHandlers {
        private final Sessions sessions;

        TestHandlers(Sessions sessions) {
            this.sessions = sessions;
        }

        @GetMapping("/api/test/undeclared")
        String undeclared() {
            return "never";
        }

        @Roles(Role.PLATFORM)
        @GetMapping("/api/test/platform")
        String platform(Caller caller) {
            return caller.name() + " " + caller.role();
        }

        @Roles({Role.COUNTER, Role.OPERATOR})
        @GetMapping("/api/test/counter")
        String counter() {
            return "counter";
        }

        @Roles(Role.WALLET)
        @GetMapping("/api/test/wallet")
        String wallet(Caller caller) {
            WalletSession session = caller.session().orElseThrow();
            return session.subject().reveal()
                    + " "
                    + session.name()
                    + " "
                    + session.evidenceMethod()
                    + " "
                    + session.evidenceReference();
        }

        @Open
        @GetMapping("/api/test/mint")
        String mint() {
            var subject = SubjectNumber.parse(SubjectType.CITIZEN, NUMBER);
            return sessions.mint(subject, PersonName.of("陈小明"), "REAL_PERSON", "r-1").token();
        }

        @Open
        @GetMapping("/api/test/revoke")
        void revoke(String token) {
            sessions.revoke(token);
        }

        @Open
        @GetMapping("/api/test/open")
        String open() {
            return "open";
        }

        @Open
        @GetMapping("/api/test/refuse")
        void refuse() throws Refusal {
            throw new Refusal(
                    ProblemType.CODE_FOR_ANOTHER_CITY,
                    java.util.Map.of("audience", "cn-350100", "secret", "hidden"));
        }

        @Open
        @GetMapping("/api/test/fail")
        void fail() {
            throw new IllegalStateException(NUMBER);
        }

        @Open
        @PostMapping(path = "/api/test/body", consumes = "application/json")
        String body(@RequestBody Body body) {
            return body.name().length() > 10 ? "long" : body.name();
        }
    }
}
