package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.contracts.message.PersonNotice.Kind;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig;

/** What is told to people, once each, until their city's platform has it. */
class PersonOutboxIT {
    private static final Instant NOW = Ledger.NOW;
    private static final Duration LEASE = Duration.ofMinutes(5);

    @TempDir static Path directory;

    private static Ledger ledger;
    private static PersonOutbox outbox;

    @BeforeAll
    static void open() throws Exception {
        ledger = new Ledger(directory);
        var jdbc = new JdbcTemplate(ledger.database);
        var city =
                new NodeConfig.City(
                        URI.create("http://-/"), 1000, 1000, URI.create("http://-/notices"));
        outbox =
                new PersonOutbox(
                        jdbc, TestNodes.withCity(TestNodes.files("cn-350200", directory), city));
    }

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void empty() {
        ledger.jdbc.sql("truncate person_notice, consent cascade").update();
    }

    @Test
    void consent_endingInAMonthAndInDays_isToldOnceEach() {
        Instant end = NOW.plus(30, ChronoUnit.DAYS);
        UUID consent = consent("ACTIVE", NOW.minus(60, ChronoUnit.DAYS), end);
        outbox.ending(30, NOW.minusSeconds(1));
        assertThat(take()).as("a second too early").isEmpty();
        outbox.ending(30, NOW);
        outbox.ending(30, NOW);
        outbox.ending(3, NOW);
        assertThat(take())
                .singleElement()
                .satisfies(due -> {
                    assertThat(due.notice().kind()).isEqualTo(Kind.CONSENT_ENDING);
                    assertThat(due.notice().consent()).isEqualTo(consent);
                    assertThat(due.notice().at().toInstant()).isEqualTo(end);
                    assertThat(due.attempts()).isEqualTo(1);
                });
        outbox.ending(3, end.minus(3, ChronoUnit.DAYS));
        outbox.ending(3, end.minus(2, ChronoUnit.DAYS));
        outbox.ending(30, end.minus(2, ChronoUnit.DAYS));
        assertThat(take()).hasSize(1);
    }

    @Test
    void consent_thatIsOver_orWasGivenForLess_isNotToldOf() {
        consent("WITHDRAWN", NOW.minus(60, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        consent("ACTIVE", NOW.minus(60, ChronoUnit.DAYS), NOW);
        consent("ACTIVE", NOW.minus(1, ChronoUnit.DAYS), NOW.plus(29, ChronoUnit.DAYS));
        outbox.ending(30, NOW);
        assertThat(take()).isEmpty();
        consent("PAUSED", NOW.minus(60, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        outbox.ending(30, NOW);
        assertThat(take()).hasSize(1);
    }

    /** Another instance does not take what one holds; what was not taken comes again, the same. */
    @Test
    void notice_notTaken_comesAgainUnderItsId_untilItIs() {
        consent("ACTIVE", NOW.minus(60, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        outbox.ending(30, NOW);
        PersonOutbox.Due first = take().getFirst();
        assertThat(take()).as("leased").isEmpty();
        outbox.later(first, "UNREACHABLE", Duration.ofHours(1));
        assertThat(take()).as("resting").isEmpty();
        outbox.later(first, "UNREACHABLE", Duration.ZERO);
        PersonOutbox.Due second = take().getFirst();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempts()).isEqualTo(2);
        outbox.taken(second);
        outbox.later(first, "a late loser", Duration.ZERO);
        assertThat(take()).isEmpty();
        assertThat(state()).isEqualTo("TAKEN");
    }

    @Test
    void notice_givenUp_keepsItsReason() {
        consent("ACTIVE", NOW.minus(60, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        outbox.ending(30, NOW);
        outbox.dead(take().getFirst(), "not taken for 30 days");
        assertThat(take()).isEmpty();
        assertThat(state()).isEqualTo("DEAD");
    }

    @Test
    void city_withoutNotices_writesNone() throws Exception {
        consent("ACTIVE", NOW.minus(60, ChronoUnit.DAYS), NOW.plus(2, ChronoUnit.DAYS));
        var silent =
                new PersonOutbox(
                        new JdbcTemplate(ledger.database), TestNodes.files("cn-350200", directory));
        silent.ending(30, NOW);
        assertThat(take()).isEmpty();
    }

    private static List<PersonOutbox.Due> take() {
        return outbox.take(10, LEASE);
    }

    private static String state() {
        return ledger.jdbc.sql("select state from person_notice").query(String.class).single();
    }

    private static UUID consent(String state, Instant from, Instant until) {
        UUID id = UUID.randomUUID();
        ledger.jdbc
                .sql(
                        """
                        insert into consent (id, subject_type, subject_lookup, subject_sealed, recipient,
                          purposes, disclosure, use_kind, form, evidence_method, evidence_ref,
                          granted_at, expires_at, state, revision, artefact)
                        values (?, 'CITIZEN', '\\x00', '\\x00', 'cn-350100', '{library.lending}',
                          'ELIGIBILITY', 'PERIOD', 'ELECTRONIC', 'REAL_PERSON', 'test', ?, ?, ?, 1, '')\
                        """)
                .params(id, from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), state)
                .update();
        return id;
    }
}
