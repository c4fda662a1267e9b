package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.ledger.Ledger;
import org.xinqiao.gateway.ledger.Verification;
import org.xinqiao.gateway.ledger.Verifications;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Secrets;
import org.xinqiao.gateway.operate.Secret;
import org.xinqiao.gateway.receive.CodeFile;
import org.xinqiao.trust.document.DisclosureLevel;

/** A change of the at-rest key, and databases of before keys had ids. */
class KeyRotationIT {
    private static final String NUMBER = "11010519491231002X";
    private static final NaturalPersonNumber PERSON = CitizenNumber.parse(NUMBER);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    private Ledger ledger;
    private NodeConfig config;
    private byte[] first;

    /** One generation of secrets. */
    private record Keys(AtRest atRest, SubjectVault vault, Consents consents, KeyRotation job) {}

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
        config = TestNodes.files(Ledger.SELF.value(), directory);
        first = secret("first");
        secret("second");
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void rows_ofAPreviousKey_areFoundReadAndBroughtUnderTheCurrentOne() throws Exception {
        Keys before = keys("first");
        UUID consent = add(before);
        UUID query = staffQuery(before);
        UUID objection = objection(before, consent);
        UUID aside = aside(before);
        byte[] file = file(before);

        Keys after = keys("second", "first");
        assertThat(after.consents().of(PERSON)).extracting(Consent::id).containsExactly(consent);
        assertThat(after.job().left().values()).containsOnly(1L);
        assertThat(after.job().round()).isEqualTo(6);
        assertThat(after.job().left().values()).containsOnly(0L);
        assertThat(after.job().round()).isZero();

        Keys alone = keys("second");
        assertThat(alone.consents().of(PERSON)).extracting(Consent::id).containsExactly(consent);
        assertThat(alone.consents().find(consent).orElseThrow().subject()).isEqualTo(PERSON);
        assertThat(officer(alone, query)).isEqualTo(PersonName.of("林一"));
        assertThat(new Quarantine(ledger.template, alone.atRest()).find(aside).orElseThrow().body())
                .isEqualTo(new byte[] {1, 2, 3});
        assertThat(part(alone)).isEqualTo(file);
        for (String part : List.of("text", "answer")) {
            byte[] sealed =
                    ledger.jdbc
                            .sql("select " + part + " from objection where id = ?")
                            .param(objection)
                            .query((row, n) -> row.getBytes(1))
                            .single();
            assertThat(alone.atRest().open(sealed, context(objection, part)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(part);
        }
        assertThatThrownBy(() -> keys("first").consents().find(consent))
                .isInstanceOf(IllegalStateException.class);
    }

    /** A file of organisations on its way. */
    private byte[] file(Keys keys) throws Exception {
        var files = new Verifications(ledger.jdbc, keys.atRest(), ledger.transactions);
        UUID id = UUID.randomUUID();
        files.add(
                new Verification(
                        id,
                        "platform",
                        CodeFile.Format.CSV,
                        Verification.State.UPLOADING,
                        null,
                        null,
                        null,
                        0,
                        null,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null),
                Ledger.NOW);
        byte[] bytes = "code\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(files.append(id, "platform", 0, bytes)).isEqualTo(bytes.length);
        return bytes;
    }

    private byte[] part(Keys keys) {
        return ledger.jdbc
                .sql("select id, bytes from verification_part")
                .query((row, n) ->
                        keys.atRest()
                                .open(
                                        row.getBytes("bytes"),
                                        ("verification " + row.getString("id"))
                                                .getBytes(StandardCharsets.US_ASCII)))
                .single();
    }

    /** An entry that was set aside. */
    private UUID aside(Keys keys) {
        int stream =
                ledger.jdbc
                        .sql(
                                "insert into stream (name, own, changed_at)"
                                        + " values ('cn-350200/list/red', true, now()) returning id")
                        .query(Integer.class)
                        .single();
        UUID id = UUID.randomUUID();
        new Quarantine(ledger.template, keys.atRest())
                .add(
                        stream,
                        List.of(
                                new Quarantine.Aside(
                                        id, null, "key", List.of(), new byte[] {1, 2, 3})),
                        Ledger.NOW);
        return id;
    }

    @Test
    void rows_ofBeforeKeysHadIds_areFoundReadAndBroughtUnderTheDerivedKeys() throws Exception {
        Keys keys = keys("first");
        UUID consent = add(keys);
        byte[] lookup = hmac(hmac(first, "xinqiao subject lookup"), "CITIZEN\0" + NUMBER);
        ledger.jdbc
                .sql("update consent set subject_lookup = ?, subject_sealed = ?")
                .param(lookup)
                .param(sealedDirectly(NUMBER, lookup))
                .update();

        assertThat(keys.consents().of(PERSON)).extracting(Consent::id).containsExactly(consent);
        assertThat(keys.job().left()).containsEntry("consent.subject_sealed", 1L);
        keys.job().round();
        assertThat(keys.job().left()).containsEntry("consent.subject_sealed", 0L);
        assertThat(keys.consents().of(PERSON)).extracting(Consent::id).containsExactly(consent);
    }

    @Test
    void rotation_moreRowsThanARound_leavesTheRestForTheNext() throws Exception {
        Keys before = keys("first");
        int rows = KeyRotation.ROWS_MAX + 1;
        for (int i = 0; i < rows; i++) {
            add(before);
        }
        Keys after = keys("second", "first");
        assertThat(after.job().round()).isEqualTo(KeyRotation.ROWS_MAX);
        assertThat(after.job().round()).isEqualTo(1);
        assertThat(after.consents().of(PERSON)).hasSize(rows);
    }

    @Test
    void sealed_forAnotherRow_orByAnUnknownKey_doesNotOpen() throws Exception {
        AtRest atRest = keys("first").atRest();
        byte[] sealed = atRest.seal(new byte[] {1}, new byte[] {2});
        assertThat(atRest.open(sealed, new byte[] {2})).containsExactly(1);
        assertThatThrownBy(() -> atRest.open(sealed, new byte[] {3}))
                .isInstanceOf(IllegalStateException.class);
        AtRest other = keys("second").atRest();
        assertThatThrownBy(() -> other.open(sealed, new byte[] {2}))
                .isInstanceOf(IllegalStateException.class);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> atRest.open(cut, new byte[] {2}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void staffQuery_isNeitherChangedNorDeleted() throws Exception {
        staffQuery(keys("first"));
        for (String sql :
                List.of(
                        "delete from staff_query",
                        "update staff_query set purpose = 'another'",
                        "update staff_query set shown = 0, officer_sealed = '\\x00'")) {
            assertThatThrownBy(() -> ledger.jdbc.sql(sql).update())
                    .as(sql)
                    .hasMessageContaining("keeps its rows as they are");
        }
    }

    private byte[] secret(String name) throws Exception {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        Files.writeString(
                directory.resolve(name),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        return secret;
    }

    private Keys keys(String current, String... previous) throws Exception {
        var secrets =
                new Secrets(
                        config.secrets().pseudonymKey(),
                        Secret.in(directory.resolve(current)),
                        Arrays.stream(previous).map(directory::resolve).map(Secret::in).toList());
        NodeConfig with = TestNodes.withSecrets(config, secrets);
        var atRest = new AtRest(with, RANDOM);
        var vault = new SubjectVault(with, atRest);
        return new Keys(
                atRest,
                vault,
                new Consents(ledger.jdbc, vault),
                new KeyRotation(
                        ledger.jdbc, atRest, vault, ledger.transactions, Clock.systemUTC()));
    }

    private static UUID add(Keys keys) {
        var consent =
                new Consent(
                        UUID.randomUUID(),
                        PERSON,
                        NodeId.parse("cn-350100"),
                        new TreeSet<>(List.of("library.lending")),
                        DisclosureLevel.ELIGIBILITY,
                        Consent.Use.PERIOD,
                        Consent.Form.ELECTRONIC,
                        new Evidence(Evidence.Method.REAL_PERSON, "r"),
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1),
                        ConsentState.ACTIVE,
                        1,
                        false);
        keys.consents().add(consent, Pseudonym.parse("A".repeat(43)), "artefact", "test");
        return consent.id();
    }

    private UUID staffQuery(Keys keys) {
        UUID id = UUID.randomUUID();
        byte[] context = id.toString().getBytes(StandardCharsets.US_ASCII);
        ledger.jdbc
                .sql(
                        """
                        insert into staff_query (id, reference, caller, subject_trace, officer,
                          officer_sealed, purpose, duty, shown, flags, at)
                        values (?, '\\x00', 'platform', ?, 'o', ?, 'p', 'd', 1, '{}', now())\
                        """)
                .param(id)
                .param(keys.vault().trace(PERSON))
                .param(keys.vault().seal(PersonName.of("林一"), context))
                .update();
        return id;
    }

    /** An event with an objection and its answer. */
    private UUID objection(Keys keys, UUID consent) {
        UUID request = UUID.randomUUID();
        ledger.jdbc
                .sql(
                        """
                        insert into decision (request, source, consent, consent_revision, purpose,
                          agreement, benefits, outcomes, disclosure, policy, inputs_digest,
                          explanation_zh, explanation_en, at)
                        values (?, 's', ?, 1, 'p', 1, '{b}', '{BENEFIT}', 'ELIGIBILITY', 'p', '\\x00',
                          'z', 'e', now())\
                        """)
                .params(request, consent)
                .update();
        UUID event =
                ledger.jdbc
                        .sql(
                                """
                                insert into benefit_event (request, benefit, event, quantity, at, source,
                                  told_at)
                                values (?, 'b', 'GRANTED', 1, now(), 's', now()) returning id\
                                """)
                        .param(request)
                        .query(UUID.class)
                        .single();
        UUID id = UUID.randomUUID();
        ledger.jdbc
                .sql(
                        """
                        insert into objection (id, event, text, at, upheld, answer)
                        values (?, ?, ?, now(), true, ?)\
                        """)
                .param(id)
                .param(event)
                .param(sealed(keys, id, "text"))
                .param(sealed(keys, id, "answer"))
                .update();
        return id;
    }

    private static byte[] sealed(Keys keys, UUID id, String part) {
        return keys.atRest().seal(part.getBytes(StandardCharsets.UTF_8), context(id, part));
    }

    private static byte[] context(UUID objection, String part) {
        return ("objection " + part + " " + objection).getBytes(StandardCharsets.US_ASCII);
    }

    private PersonName officer(Keys keys, UUID id) {
        byte[] sealed =
                ledger.jdbc
                        .sql("select officer_sealed from staff_query where id = ?")
                        .param(id)
                        .query((row, n) -> row.getBytes(1))
                        .single();
        return keys.vault().openName(sealed, id.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** As the first release sealed: with the secret itself, the nonce before the bytes. */
    private byte[] sealedDirectly(String plain, byte[] context) throws Exception {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(first, "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        byte[] body = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(nonce, nonce.length + body.length);
        System.arraycopy(body, 0, all, nonce.length, body.length);
        return all;
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
