package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.ledger.Ledger;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.trust.document.DisclosureLevel;

/** Whom a partner names by pseudonym is found by what a consent told it, and by nothing else. */
class NamePseudonymsIT {
    private static final CitizenNumber PERSON = CitizenNumber.parse("11010519491231002X");
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");
    private static final NodeId HANGZHOU = NodeId.parse("cn-330100");

    private Ledger ledger;
    private Consents consents;
    private Pseudonyms pseudonyms;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        ledger = new Ledger(directory);
        NodeConfig config = TestNodes.files(Ledger.SELF.value(), directory);
        consents =
                new Consents(
                        ledger.jdbc,
                        new SubjectVault(config, new AtRest(config, new SecureRandom())));
        pseudonyms = new Pseudonyms(config);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void consent_told_isFoundByItsRecipientsPseudonym_andByNoOther() {
        Pseudonym told = pseudonyms.of(PERSON, FUZHOU);
        Consent consent = add();
        assertThat(consents.known(FUZHOU, told)).contains(PERSON);
        assertThat(consents.known(HANGZHOU, told)).isEmpty();
        assertThat(consents.known(FUZHOU, pseudonyms.of(PERSON, HANGZHOU))).isEmpty();
        assertThat(consents.find(consent.id()).orElseThrow().items())
                .containsExactly("education.degree");
    }

    @Test
    void consent_ofTheReleaseBefore_isNamedOnce_andFoundThen() {
        Consent consent = add();
        ledger.jdbc.sql("update consent set pseudonym = null").update();
        assertThat(consents.known(FUZHOU, pseudonyms.of(PERSON, FUZHOU))).isEmpty();
        var names = new NamePseudonyms(consents, pseudonyms);
        assertThat(names.name()).isEqualTo(1);
        assertThat(names.name()).isZero();
        assertThat(consents.known(FUZHOU, pseudonyms.of(PERSON, FUZHOU))).contains(PERSON);
        assertThat(consents.find(consent.id())).isPresent();
    }

    private Consent add() {
        var consent =
                new Consent(
                        UUID.randomUUID(),
                        PERSON,
                        FUZHOU,
                        new TreeSet<>(List.of("service.window")),
                        new TreeSet<>(List.of("education.degree")),
                        DisclosureLevel.ELIGIBILITY,
                        Consent.Use.PERIOD,
                        Consent.Form.ELECTRONIC,
                        new Evidence(Evidence.Method.REAL_PERSON, "r"),
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1),
                        ConsentState.ACTIVE,
                        1,
                        false);
        consents.add(consent, pseudonyms.of(PERSON, FUZHOU), "artefact", "test");
        return consent;
    }
}
