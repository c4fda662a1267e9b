package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.command.CommandLines;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.QuerySamples;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Schema;
import org.xinqiao.gateway.people.SubjectVault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One node with lists and records of every class, asked from outside. */
class EntryQueriesIT {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final StreamName STREAM =
            StreamName.parse("cn-350100/record/penalty").orElseThrow();
    private static final CitizenNumber PERSON = CitizenNumber.parse(QuerySamples.CITIZEN);
    private static final UnifiedSocialCreditCode FIRM =
            UnifiedSocialCreditCode.parse(QuerySamples.USCC);
    private static final UnifiedSocialCreditCode CLEAN =
            UnifiedSocialCreditCode.parse(code(900_001));
    private static final int LINES = 70_000;

    @TempDir static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestRepository repository;
    private static NodeConfig config;
    private static Node node;
    private static JdbcTemplate jdbc;
    private static List<StreamEntries.Row> rows;

    @BeforeAll
    static void start() throws Exception {
        repository = new TestRepository(directory);
        Path catalogue =
                Files.writeString(directory.resolve("catalogue.json"), QuerySamples.CATALOGUE);
        Path routes = Files.writeString(directory.resolve("routes.yaml"), "{}\n");
        NodeConfig plain =
                repository.followed(
                        TestNodes.config("cn-350200", directory), directory.resolve("state"));
        config = TestNodes.withStreams(plain, new NodeConfig.Streams(routes, catalogue, null));
        node = TestNodes.start(config);
        var database = Schema.connections(config.database());
        jdbc = new JdbcTemplate(database);
        hold();
    }

    @AfterAll
    static void stop() {
        node.close();
        repository.close();
    }

    /** What the streams brought, straight into the tables. */
    private static void hold() throws Exception {
        var database = jdbc.getDataSource();
        var transactions = new JdbcTransactionManager(database);
        var random = new SecureRandom();
        var subjects = new Subjects(new SubjectVault(config, new AtRest(config, random)));
        rows = new ArrayList<>();
        for (var item : QuerySamples.items()) {
            String kind = item.getKey();
            add("firm-" + kind, subjects, FIRM, firm(kind, item.getValue(), EntryState.ACTIVE));
            add("gone-" + kind, subjects, FIRM, firm(kind, item.getValue(), EntryState.REPAIRED));
            add("held-" + kind, subjects, FIRM, firm(kind, item.getValue(), EntryState.SUSPENDED));
            add("person-" + kind, subjects, PERSON, QuerySamples.person(kind, item.getValue()));
        }
        add("over", subjects, FIRM, until(LocalDate.of(2020, 1, 1)));
        add(
                "disputed",
                subjects,
                FIRM,
                firm("record.penalty", DisclosureClass.PUBLIC, EntryState.DISPUTED));
        rows.add(new StreamEntries.Row("aside", 99, Hash.EMPTY_TREE, null, subjects.of(FIRM)));
        for (int i = 0; i < LINES; i += 10) {
            String code = code(i);
            Entry entry =
                    QuerySamples.organisation(code, "record.penalty", DisclosureClass.PUBLIC)
                            .build();
            add("many-" + i, subjects, UnifiedSocialCreditCode.parse(code), entry);
        }
        var streams = new Streams(JdbcClient.create(database));
        var entries = new StreamEntries(jdbc, transactions);
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> {
                    try {
                        KeptStream held = streams.hold(STREAM, false, Instant.now());
                        entries.apply(held, sink -> rows.forEach(sink::take));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void add(String key, Subjects subjects, SubjectNumber subject, Entry entry) {
        Content content = Content.Open.of(entry);
        long seq = rows.size() + 1L;
        rows.add(new StreamEntries.Row(key, seq, Hash.EMPTY_TREE, content, subjects.of(subject)));
    }

    private static Entry firm(String item, DisclosureClass disclosure, EntryState state) {
        return QuerySamples.organisation(QuerySamples.USCC, item, disclosure).state(state).build();
    }

    private static Entry until(LocalDate day) {
        return QuerySamples.organisation(
                        QuerySamples.USCC, "record.penalty", DisclosureClass.PUBLIC)
                .until(day)
                .build();
    }

    @Test
    void organisation_askedByAnybodyWithAToken_isShownAsThePublicMay_andTheTraceStays()
            throws Exception {
        String path = "/api/v1/entries?organisation=" + QuerySamples.USCC;
        for (String token :
                List.of(TestNodes.COUNTER, TestNodes.PLATFORM, TestNodes.OPERATOR, wallet())) {
            Answer answer = get(token, path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(keys(answer))
                    .containsExactly("disputed", "firm-record.licence", "firm-record.penalty");
            assertThat(answer.text()).doesNotContain(QuerySamples.CITIZEN, "雅琳");
            assertThat(answer.json().path("entries").path(0).path("disputed").booleanValue())
                    .isTrue();
        }
        assertThat(
                        jdbc.queryForObject(
                                """
                                select count(*) from entry_query q join message_record r
                                on r.message = q.id where q.kind = 'QUERY' and q.caller = 'counter'
                                  and q.subject = ?::bytea and q.shown = 3 and q.purpose is null\
                                """,
                                Long.class,
                                QuerySamples.USCC.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(1);
        assertThat(get("none", path).status()).isEqualTo(401);
        assertThat(get(TestNodes.COUNTER, "/api/v1/entries?organisation=9135").text())
                .contains("\"field\":\"organisation\"");
        assertThat(get(TestNodes.COUNTER, "/api/v1/entries").status()).isEqualTo(400);
    }

    @Test
    void governmentClass_needsPurposeDutyAndOfficer_ofAPublicBody() throws Exception {
        ObjectNode asked = declared(organisation(FIRM), "采购审查", "政府采购法第二十二条");
        assertThat(keys(post(TestNodes.PLATFORM, "/api/v1/entries", asked)))
                .containsExactly(
                        "disputed",
                        "firm-record.inspection",
                        "firm-record.licence",
                        "firm-record.penalty");
        assertThat(post(TestNodes.COUNTER, "/api/v1/entries", asked).problem())
                .isEqualTo("role-not-allowed");
        asked.remove("officer");
        assertThat(post(TestNodes.PLATFORM, "/api/v1/entries", asked).text())
                .contains("\"field\":\"officer\"");
    }

    @Test
    void person_isAskedAboutWithReason_masked_andSeesWhoLooked() throws Exception {
        ObjectNode bare = StrictJson.object();
        bare.set("subject", person());
        assertThat(post(TestNodes.PLATFORM, "/api/v1/entries", bare).text())
                .contains("\"field\":\"purpose\"");
        Answer answer =
                post(TestNodes.PLATFORM, "/api/v1/entries", declared(bare, "公务员招录核查", "公务员法第十三条"));
        assertThat(keys(answer))
                .containsExactly(
                        "person-record.inspection",
                        "person-record.licence",
                        "person-record.penalty");
        assertThat(answer.text()).doesNotContain(QuerySamples.CITIZEN, "雅琳").contains("陈**");
        assertThat(get(wallet(), "/api/v1/subjects/me/disclosures").text())
                .contains("公务员招录核查", "公务员法第十三条", "xm-0417")
                .contains("\"shown\":3");
    }

    @Test
    void authorised_isShownToTheSubject_andOnceToWhomTheyAuthorised() throws Exception {
        assertThat(keys(post(wallet(), "/api/v1/entries", StrictJson.object())))
                .containsExactly(
                        "person-record.licence", "person-record.penalty", "person-record.social");
        ObjectNode give =
                StrictJson.object()
                        .put("requester", "platform")
                        .put("purpose", "贷款")
                        .put("until", Instant.now().plusSeconds(600).toString());
        String id =
                post(wallet(), "/api/v1/query-authorisations", give)
                        .json()
                        .path("id")
                        .stringValue();
        ObjectNode bare = StrictJson.object();
        bare.set("subject", person());
        ObjectNode asked = declared(bare, "贷款", null).put("authorisation", id);
        assertThat(keys(post(TestNodes.PLATFORM, "/api/v1/entries", asked)))
                .contains("person-record.social")
                .doesNotContain("person-record.inspection");
        assertThat(post(TestNodes.PLATFORM, "/api/v1/entries", asked).problem())
                .isEqualTo("consent-used");
        assertThat(get(wallet(), "/api/v1/subjects/me/disclosures").text()).contains(id);

        String other =
                post(wallet(), "/api/v1/query-authorisations", give)
                        .json()
                        .path("id")
                        .stringValue();
        assertThat(
                        send(request(wallet(), "/api/v1/query-authorisations/" + other).DELETE())
                                .status())
                .isEqualTo(204);
        asked.put("authorisation", other);
        assertThat(post(TestNodes.PLATFORM, "/api/v1/entries", asked).problem())
                .isEqualTo("consent-withdrawn");
    }

    @Test
    void organisation_authorisesAtTheWindow_andThePlatformTakesItBack() throws Exception {
        ObjectNode give =
                organisation(FIRM)
                        .put("requester", "counter")
                        .put("purpose", "贷款")
                        .put("until", Instant.now().plusSeconds(600).toString());
        give.putArray("items").add("record.social");
        String id = authorised(give);
        ObjectNode asked = declared(organisation(FIRM), "贷款", null).put("authorisation", id);
        assertThat(post(TestNodes.PLATFORM, "/api/v1/entries", asked).problem())
                .isEqualTo("consent-for-another-recipient");
        assertThat(keys(post(TestNodes.COUNTER, "/api/v1/entries", asked)))
                .contains("firm-record.social");

        give.putArray("items").add("record.penalty");
        asked.put("authorisation", authorised(give));
        assertThat(keys(post(TestNodes.COUNTER, "/api/v1/entries", asked)))
                .doesNotContain("firm-record.social");

        String other = authorised(give);
        String path = "/api/v1/query-authorisations/" + other;
        assertThat(send(request(wallet(), path).DELETE()).status()).isEqualTo(404);
        assertThat(send(request(TestNodes.PLATFORM, path).DELETE()).status()).isEqualTo(204);
        asked.put("authorisation", other);
        assertThat(post(TestNodes.COUNTER, "/api/v1/entries", asked).problem())
                .isEqualTo("consent-withdrawn");
    }

    private static String authorised(ObjectNode give) throws Exception {
        Answer answer = post(TestNodes.PLATFORM, "/api/v1/query-authorisations", give);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").stringValue();
    }

    @Test
    void check_isOneVerdictWithItsSources_andNeverAScoreOrAnAdvice() throws Exception {
        JsonNode clear = post(TestNodes.PLATFORM, "/api/v1/checks", organisation(CLEAN)).json();
        assertThat(clear.path("verdict").stringValue()).isEqualTo("CLEAR");
        JsonNode found = post(TestNodes.PLATFORM, "/api/v1/checks", organisation(FIRM)).json();
        assertThat(found.path("verdict").stringValue()).isEqualTo("ENTRIES");
        JsonNode one = found.path("entries").path(1);
        assertThat(one.path("stream").stringValue()).isEqualTo(STREAM.value());
        assertThat(one.path("document").path("reference").stringValue()).isEqualTo("厦市监罚〔2026〕1号");
        assertThat(one.path("document").path("date").stringValue()).isEqualTo("2026-03-01");
        assertThat(one.path("basis").stringValue()).isEqualTo("广告法第五十五条");
        assertThat(found.propertyNames())
                .containsExactlyInAnyOrder("verdict", "at", "entries", "note");
        assertThat(found.path("entries").values())
                .extracting(entry -> entry.path("item").stringValue())
                .containsOnly("record.penalty");
    }

    /** The figure is printed and stands in docs/performance.md. */
    @Test
    void check_oneAfterAnother_isQuick() throws Exception {
        int calls = 400;
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            ObjectNode body = organisation(UnifiedSocialCreditCode.parse(code(i * 5)));
            long before = System.nanoTime();
            Answer answer = post(TestNodes.PLATFORM, "/api/v1/checks", body);
            nanos[i] = System.nanoTime() - before;
            assertThat(answer.json().path("verdict").stringValue())
                    .isEqualTo(i * 5 % 10 == 0 ? "ENTRIES" : "CLEAR");
        }
        Arrays.sort(nanos);
        System.out.printf(
                "checks: p50 %.1f ms, p99 %.1f ms of %d%n",
                nanos[calls / 2] / 1e6, nanos[calls * 99 / 100] / 1e6, calls);
    }

    @Test
    void file_ofSeventyThousandLines_isVerifiedByTheCommandLine() throws Exception {
        var text = new StringBuilder("企业名称,统一社会信用代码\n");
        for (int i = 0; i < LINES - 2; i++) {
            text.append("示例企业").append(i).append(',').append(code(i)).append('\n');
        }
        text.append("个人,").append(QuerySamples.CITIZEN).append('\n');
        text.append("错误,=HYPERLINK(1)\n");
        Path in = Files.writeString(directory.resolve("in.csv"), text);
        Path out = directory.resolve("out.csv");
        long before = System.nanoTime();
        String said = check(in, out);
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.printf("%d lines verified in %.1f s%n", LINES, seconds);
        assertThat(said).contains("[##############################] 70,000 of 70,000");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(LINES + 1);
        assertThat(lines.get(1)).contains(code(0), "HELD", STREAM.value(), "厦市监罚〔2026〕1号");
        assertThat(lines.get(2)).contains(code(1), "NOTHING_HELD");
        assertThat(lines.stream().filter(line -> line.contains("有信息")).count())
                .isEqualTo(LINES / 10);
        assertThat(lines.get(LINES - 1)).contains("NOT_AN_ORGANISATION");
        assertThat(lines.get(LINES)).contains("CODE_WRONG", "'=HYPERLINK(1)", "GB 32100-2015");
        assertThat(Files.readString(out)).doesNotContain(QuerySamples.CITIZEN);
        assertThat(jdbc.queryForObject("select count(*) from verification_part", Long.class))
                .isZero();
        assertThat(directory.resolve("out.csv.resume")).doesNotExist();
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from entry_query where kind = 'BATCH' and shown = ?",
                                Long.class,
                                LINES))
                .isEqualTo(1);
    }

    @Test
    void workbook_inAndOut_isVerified() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("a");
            sheet.value(0, 0, "统一社会信用代码");
            sheet.value(1, 0, QuerySamples.USCC);
        }
        Path in = Files.write(directory.resolve("in.xlsx"), bytes.toByteArray());
        Path out = directory.resolve("out.xlsx");
        check(in, out);
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(Files.readAllBytes(out)))) {
            var row = workbook.getFirstSheet().read().get(1);
            assertThat(row.getCell(1).getText()).isEqualTo(QuerySamples.USCC);
            assertThat(row.getCell(3).getText()).contains(STREAM.value()).contains("disputed");
        }
    }

    @Test
    void upload_brokenOff_goesOnAtTheNextByte_andTheSameBytesCountOnce() throws Exception {
        String id = announce();
        byte[] file = (code(0) + "\n" + code(1) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] first = Arrays.copyOf(file, 7);
        byte[] rest = Arrays.copyOfRange(file, 7, file.length);
        assertThat(put(id, 0, first).json().path("bytes").intValue()).isEqualTo(7);
        assertThat(put(id, 0, first).json().path("bytes").intValue()).isEqualTo(7);
        assertThat(put(id, 8, rest).text()).contains("the next byte is 7");
        assertThat(get(TestNodes.OPERATOR, "/api/v1/verifications/" + id).status()).isEqualTo(404);
        assertThat(get(TestNodes.PLATFORM, "/api/v1/verifications/" + id + "/result").problem())
                .isEqualTo("conflict");
        assertThat(put(id, 7, rest).json().path("bytes").intValue()).isEqualTo(file.length);
        // At rest nothing of the file can be read.
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from verification_part where position(? in bytes) > 0",
                                Long.class,
                                first))
                .isZero();
        finish(id, 2);
    }

    /** Another instance did a part and went away. */
    @Test
    void file_halfDone_goesOnAfterItsLastLine() throws Exception {
        String id = announce();
        var text = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            text.append(code(i)).append('\n');
        }
        put(id, 0, text.toString().getBytes(StandardCharsets.US_ASCII));
        jdbc.update(
                "update verification set total = 700, done = 600, held = 60 where id = ?::uuid",
                id);
        finish(id, 700);
        assertThat(
                        jdbc.queryForObject(
                                "select count(*) from verification_row where job = ?::uuid and line > 600",
                                Long.class,
                                id))
                .isEqualTo(100);
        assertThat(
                        jdbc.queryForObject(
                                "select held from verification where id = ?::uuid", Long.class, id))
                .isEqualTo(70);
    }

    private static String announce() throws Exception {
        ObjectNode body = StrictJson.object().put("format", "CSV");
        return post(TestNodes.PLATFORM, "/api/v1/verifications", body)
                .json()
                .path("id")
                .stringValue();
    }

    private static void finish(String id, int lines) throws Exception {
        String path = "/api/v1/verifications/" + id;
        assertThat(post(TestNodes.PLATFORM, path + "/start", StrictJson.object()).status())
                .isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(get(TestNodes.PLATFORM, path).text())
                                .contains("\"state\":\"DONE\"")
                                .contains("\"done\":" + lines));
    }

    private static Answer put(String id, long place, byte[] bytes) throws Exception {
        String path = "/api/v1/verifications/" + id + "/file?place=" + place;
        return send(
                request(TestNodes.PLATFORM, path)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private static String check(Path in, Path out) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), TestNodes.PLATFORM);
        var said = new StringWriter();
        int exit =
                CommandLines.run(
                        new PrintWriter(said, true),
                        "check",
                        "--in",
                        in.toString(),
                        "--out",
                        out.toString(),
                        "--api",
                        node.api().toString(),
                        "--token-file",
                        token.toString());
        assertThat(exit).as(said.toString()).isZero();
        return said.toString();
    }

    /** A code of an invented organisation. */
    private static String code(int number) {
        String head = "91350200M%08d".formatted(number);
        for (char last : ALPHABET.toCharArray()) {
            try {
                return UnifiedSocialCreditCode.parse(head + last).reveal();
            } catch (InvalidIdentifier e) {
                // the next character
            }
        }
        throw new IllegalStateException(head);
    }

    private static ObjectNode organisation(UnifiedSocialCreditCode code) {
        ObjectNode body = StrictJson.object();
        body.putObject("subject").put("type", "ORGANISATION").put("number", code.reveal());
        return body;
    }

    private static ObjectNode person() {
        return StrictJson.object().put("type", "CITIZEN").put("number", QuerySamples.CITIZEN);
    }

    private static ObjectNode declared(ObjectNode body, String purpose, @Nullable String duty) {
        body.put("purpose", purpose);
        if (duty != null) {
            body.put("duty", duty);
        }
        body.putObject("officer").put("id", "xm-0417").put("name", "林一");
        return body;
    }

    private static String wallet() throws Exception {
        ObjectNode body = StrictJson.object();
        body.set("subject", person());
        body.putObject("evidence").put("method", "REAL_PERSON").put("reference", "test");
        return post(TestNodes.PLATFORM, "/api/v1/wallet-sessions", body)
                .json()
                .path("token")
                .stringValue();
    }

    private static List<String> keys(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var keys = new ArrayList<String>();
        answer.json().path("entries").forEach(one -> keys.add(one.path("key").stringValue()));
        return keys;
    }

    private record Answer(int status, String text) {
        JsonNode json() {
            try {
                return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
            } catch (Exception e) {
                throw new IllegalStateException(text, e);
            }
        }

        String problem() {
            String type = json().path("type").stringValue();
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    private static Answer get(String token, String path) throws Exception {
        return send(request(token, path).GET());
    }

    private static Answer post(String token, String path, JsonNode body) throws Exception {
        return send(
                request(token, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(StrictJson.write(body))));
    }

    private static HttpRequest.Builder request(String token, String path) {
        URI uri = node.api().resolve(path);
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }
}
