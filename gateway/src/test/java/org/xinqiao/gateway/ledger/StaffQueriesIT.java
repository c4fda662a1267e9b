package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.ledger.StaffQuery.Declared;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.people.SubjectVault;
import org.xinqiao.gateway.permit.StaffQueryRules;
import org.xinqiao.gateway.permit.StaffQueryRules.Flag;

/** Declared queries while they last, and how many of one officer are usual. */
class StaffQueriesIT {
    private static final NaturalPersonNumber PERSON = CitizenNumber.parse("11010519491231002X");

    /** A Wednesday morning in Asia/Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-18T02:30:00Z");

    @TempDir Path directory;

    private Ledger ledger;
    private StaffQueries staff;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
        var config = TestNodes.files("cn-350200", directory);
        var random = new SecureRandom();
        var vault = new SubjectVault(config, new AtRest(config, random));
        var records = new Records(ledger.template, random);
        staff = new StaffQueries(ledger.jdbc, vault, records, config, random);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void reference_lastsFifteenMinutes_forWhoeverDeclaredIt() {
        var reference = declare("officer", NOW);
        Instant end = NOW.plus(Duration.ofMinutes(15));
        assertThat(reference.expires()).isEqualTo(end);
        assertThat(staff.open(reference.text(), "platform", end.minusMillis(1)))
                .get()
                .satisfies(opened -> assertThat(opened.subject()).isEqualTo(PERSON));
        assertThat(staff.open(reference.text(), "platform", end)).isEmpty();
        assertThat(staff.open(reference.text(), "operator", NOW)).isEmpty();
        assertThat(staff.open(reference.text() + "A", "platform", NOW)).isEmpty();
    }

    /** Rule R27: what cannot be changed afterwards is the log's entry. */
    @Test
    void look_becomesAnEntryOfTheEvidenceLog_withoutWhoWasLookedAt() {
        look("officer", NOW);
        byte[] body =
                ledger.jdbc
                        .sql("select body from message_record where type = 'staff.query'")
                        .query(byte[].class)
                        .single();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains("\"officer\":\"officer\"")
                .doesNotContain(PERSON.reveal());
        assertThat(
                        ledger.jdbc
                                .sql("select count(*) from log_pending")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void volume_countsDeclaredQueriesOfOneOfficerWithinTheHour_andNoPagesTwice() {
        int usual = StaffQueryRules.QUERIES_AN_HOUR_USUAL_MAX;
        look("officer", NOW.minus(Duration.ofHours(1)));
        for (int i = 0; i < usual - 1; i++) {
            look("officer", NOW.minus(Duration.ofHours(1)).plusMillis(1));
        }
        look("another", NOW);
        var opened = opened("officer", NOW);
        staff.record(opened, 50, NOW);
        staff.record(opened, 50, NOW);
        assertThat(flagged()).isEmpty();
        look("officer", NOW);
        assertThat(flagged())
                .singleElement()
                .satisfies(query -> {
                    assertThat(query.flags()).containsExactly(Flag.VOLUME);
                    assertThat(query.officer().officer()).isEqualTo("officer");
                });
    }

    private List<StaffQuery> flagged() {
        return staff.list(true, null, 10);
    }

    private void look(String officer, Instant at) {
        staff.record(opened(officer, at), 1, at);
    }

    private StaffQuery.Opened opened(String officer, Instant at) {
        return staff.open(declare(officer, at).text(), "platform", at).orElseThrow();
    }

    private StaffQueries.Reference declare(String officer, Instant at) {
        var declared = new Declared(officer, PersonName.of("林一"), "purpose", "duty");
        return staff.declare(PERSON, PersonName.of("陈小白"), declared, "platform", at);
    }
}
