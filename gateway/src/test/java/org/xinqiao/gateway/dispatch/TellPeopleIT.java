package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.adapters.city.PersonNotices;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.ledger.Alarm;
import org.xinqiao.gateway.ledger.Ledger;
import org.xinqiao.gateway.ledger.PersonOutbox;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.FixedTrust;

/**
 * What the city's platform does not take for too long is given up, and the operator hears of it.
 */
class TellPeopleIT {
    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir Path directory;

    private final List<byte[]> taken = new ArrayList<>();
    private volatile boolean down = true;
    private Ledger ledger;
    private NodeConfig config;
    private TestFederation federation;
    private PersonOutbox outbox;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
        federation = new TestFederation();
        var city =
                new NodeConfig.City(
                        URI.create("http://-/"), 1000, 1000, URI.create("http://-/notices"));
        config = TestNodes.withCity(TestNodes.files("cn-350200", directory), city);
        outbox = new PersonOutbox(ledger.template, config);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void notices_notTakenForThirtyDays_areGivenUp_andAlarmOnceADay() throws Exception {
        Instant now = Ledger.NOW;
        waiting(now.minus(Duration.ofDays(30)).minusSeconds(1));
        waiting(now.minus(Duration.ofDays(30)).minusSeconds(2));
        UUID young = waiting(now.minus(Duration.ofDays(30)).plusSeconds(60));

        tellUntil(now, "DEAD", 2);
        assertThat(ledger.alarms.list())
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.kind()).isEqualTo(Alarm.Kind.PEOPLE_NOT_TOLD);
                    assertThat(alarm.kind().wire()).isEqualTo("people-not-told");
                    assertThat(alarm.origin()).isEqualTo("cn-350200/people");
                    assertThat(alarm.proof().path("day").stringValue()).isEqualTo("2026-11-21");
                });
        assertThat(state(young)).isEqualTo("WAITING");

        tellUntil(now.plus(Duration.ofDays(1)), "DEAD", 3);
        assertThat(ledger.alarms.list()).hasSize(2);
        assertThat(taken).isEmpty();
    }

    @Test
    void notice_platformWasDown_isHandedOverWhenItIsBack_andNobodyAlarmed() throws Exception {
        UUID notice = waiting(Ledger.NOW);
        try (var telling = telling(Ledger.NOW)) {
            Awaitility.await()
                    .atMost(WAIT)
                    .until(() -> {
                        telling.look();
                        return reason(notice).equals("UNREACHABLE");
                    });
        }
        down = false;
        tellUntil(Ledger.NOW, "TAKEN", 1);
        assertThat(taken).hasSize(1);
        assertThat(ledger.alarms.list()).isEmpty();
    }

    private void tellUntil(Instant now, String state, int notices) throws Exception {
        try (var telling = telling(now)) {
            Awaitility.await()
                    .atMost(WAIT)
                    .until(() -> {
                        ledger.jdbc.sql("update person_notice set due_at = now()").update();
                        telling.look();
                        return count(state) == notices;
                    });
        }
    }

    private TellPeople telling(Instant now) throws Exception {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        PersonNotices platform =
                notice -> {
                    if (down) {
                        throw new PlatformUnavailable(PlatformUnavailable.Fault.UNREACHABLE);
                    }
                    taken.add(notice);
                };
        var keyring = TestNotices.keyring(federation, TestFederation.HOME, directory);
        return new TellPeople(
                outbox,
                platform,
                new Sealer(keyring, clock, new SecureRandom()),
                new FixedTrust(config, federation.trustOf(TestFederation.HOME)),
                ledger.alarms,
                config,
                clock);
    }

    private long count(String state) {
        return ledger.jdbc
                .sql("select count(*) from person_notice where state = ?")
                .param(state)
                .query(Long.class)
                .single();
    }

    private String state(UUID notice) {
        return text("state", notice);
    }

    private String reason(UUID notice) {
        return text("coalesce(reason, '')", notice);
    }

    private String text(String column, UUID notice) {
        return ledger.jdbc
                .sql("select " + column + " from person_notice where id = ?")
                .param(notice)
                .query(String.class)
                .single();
    }

    private UUID waiting(Instant since) {
        UUID consent = UUID.randomUUID();
        ledger.jdbc
                .sql(
                        """
                        insert into consent (id, subject_type, subject_lookup, subject_sealed, recipient,
                          purposes, disclosure, use_kind, form, evidence_method, evidence_ref,
                          granted_at, expires_at, state, revision, artefact)
                        values (?, 'CITIZEN', '\\x00', '\\x00', 'cn-350100', '{library.lending}',
                          'ELIGIBILITY', 'PERIOD', 'ELECTRONIC', 'REAL_PERSON', 'test', now(), now(),
                          'ACTIVE', 1, '')\
                        """)
                .param(consent)
                .update();
        UUID id = UUID.randomUUID();
        ledger.jdbc
                .sql(
                        """
                        insert into person_notice (id, cause, kind, consent, city, at, created_at, due_at)
                        values (?, ?, 'consent-ending', ?, 'cn-350100', now(), ?, now())\
                        """)
                .params(id, "test " + id, consent, since.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}
