package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.conform.Conformance;
import org.xinqiao.gateway.conform.Member;
import org.xinqiao.gateway.conform.MemberFile;
import org.xinqiao.gateway.conform.Row;
import org.xinqiao.gateway.conform.Row.Verdict;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.HttpFetcher;

/** The partner kit against a node that keeps the protocol, and against one that does not. */
@ExtendWith(RunningSandbox.class)
class ConformIT {
    private static final Set<Suite> BOTH = EnumSet.allOf(Suite.class);

    /** What the sandbox's outside member cannot try, each with the reason. */
    private static final Set<String> SKIPPED =
            Set.of(
                    "revoked-key",
                    "notice-too-old",
                    // it is no party to an agreement with queries
                    "items-unknown",
                    "items-score",
                    "items-too-many",
                    "items-consent-unknown",
                    "items-answer");

    private RunningSandbox.Running sandbox;
    private Outside outside;
    private Member member;
    private TrustSnapshot trust;

    @BeforeEach
    void join() throws Exception {
        sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        member = MemberFile.read(sandbox.directory().resolve("sandbox.json"));
        trust =
                Verification.verify(
                        member.root(),
                        new HttpFetcher(member.repository()),
                        java.time.Instant.now());
    }

    @Test
    void node_ofThisProduct_conformsInEveryRow() {
        List<Row> rows = run(member, endpoint(), BOTH);

        assertThat(failing(rows)).isEmpty();
        assertThat(skipped(rows)).isEqualTo(SKIPPED);
        assertThat(rows).hasSizeGreaterThan(220);
        assertThat(rows.stream().map(Row::name)).doesNotHaveDuplicates();
        assertThat(rows.stream().map(Row::suite).filter(s -> s != null))
                .contains(Suite.SM, Suite.INTL);
    }

    /** Without a platform's token there is no valid code: nothing that needs one may pass. */
    @Test
    void node_withoutAToken_hasItsExchangeSkippedAndNeverPassed() {
        var alone =
                new Member(
                        member.id(),
                        member.keys(),
                        member.logKey(),
                        null,
                        member.tls(),
                        member.root(),
                        member.repository(),
                        Map.of());
        List<Row> rows = run(alone, endpoint(), EnumSet.of(Suite.SM));

        assertThat(failing(rows)).isEmpty();
        assertThat(skipped(rows))
                .contains(
                        "golden-exchange",
                        "code-shown-twice",
                        "consent-withdrawn",
                        "benefit-notice",
                        "offline-notice",
                        "offline-not-granted",
                        "challenge-missing",
                        "challenge-answered",
                        "status-withdrawn");
        assertThat(rows).allMatch(row -> row.suite() != Suite.INTL);
    }

    @Test
    void node_withFaults_failsInExactlyTheirRows() throws Exception {
        try (var wrong = new WrongNode(outside, sandbox.directory())) {
            List<Row> rows = run(member, wrong.endpoint(), BOTH);

            var expected = new TreeSet<String>();
            for (Suite suite : Suite.values()) {
                for (String id :
                        List.of(
                                "too-old",
                                "header-jwk",
                                "header-x5c",
                                "header-jku",
                                "header-x5u",
                                "header-crit",
                                "header-b64",
                                "same-bytes",
                                "golden-replay",
                                "trust-notice",
                                "void-notice",
                                "consent-notice",
                                "benefit-notice",
                                "status-notice",
                                "offline-notice",
                                "offline-notice-again",
                                "offline-answered",
                                "offline-before-withdrawal",
                                "offline-challenge-answered")) {
                    expected.add(id + "/" + suite);
                }
            }
            expected.addAll(
                    List.of(
                            "no-certificate",
                            "peer-not-source",
                            "log-to-a-stranger",
                            "status-to-a-stranger",
                            "status-jwt",
                            "tls-1.2"));
            assertThat(failing(rows)).isEqualTo(expected);
            assertThat(skipped(rows)).isEqualTo(SKIPPED);
        }
    }

    @Test
    void node_withAnotherTlsKey_isNotSpokenTo() {
        URI another = URI.create(outside.node(Outside.FUZHOU).path("federation").stringValue());

        List<Row> rows = run(member, another, EnumSet.of(Suite.INTL));

        assertThat(rows).isNotEmpty().noneMatch(row -> row.verdict() == Verdict.CONFORMS);
    }

    private URI endpoint() {
        return URI.create(outside.node(XIAMEN).path("federation").stringValue());
    }

    private List<Row> run(Member played, URI endpoint, Set<Suite> suites) {
        var conformance = new Conformance(played, trust, XIAMEN, endpoint, Clock.systemUTC());
        return conformance.run(suites, ForeignNotices.reserve(60), row -> {});
    }

    private static Set<String> failing(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.verdict() == Verdict.FAILS)
                .map(row -> row.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> skipped(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.verdict() == Verdict.SKIPPED)
                // In the first 200 s of an hour no pass is old enough for it.
                .filter(row -> !row.got().startsWith("the pass began less than"))
                .map(Row::id)
                .collect(Collectors.toSet());
    }
}
