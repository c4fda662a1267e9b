package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.trust.evidence.EvidenceBundle;
import org.xinqiao.trust.evidence.EvidenceJson;
import org.xinqiao.trust.evidence.EvidenceRules;
import org.xinqiao.trust.evidence.Finding;

/** Evidence of one exchange: what it proves, and that nothing in it can be changed unnoticed. */
@ExtendWith(RunningSandbox.class)
class EvidenceIT {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private Outside outside;
    private byte[] root;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        root =
                Files.readAllBytes(
                        Path.of(outside.sandbox.path("trust").path("root").stringValue()));
    }

    @Test
    void exchange_exported_isProvenOffLine_andNoByteOfItCanChange() throws Exception {
        Envelope question = asked();
        byte[] file = complete(question);

        List<Finding> findings = EvidenceRules.decide(file, root);
        assertThat(findings).noneMatch(Finding::isFault);
        assertThat(findings.stream().map(Finding::en))
                .anyMatch(en -> en.contains("verify a credit code, for library.lending"))
                .anyMatch(en -> en.contains("cn-330100/library.deposit-free BENEFIT"))
                .anyMatch(en -> en.contains("answered exactly message " + question.id()))
                .anyMatch(en -> en.contains("The holder, by pseudonym, consented"))
                .anyMatch(en -> en.contains("is vouched for by the root"))
                .anyMatch(en -> en.contains("of the log cn-350200/log"))
                .anyMatch(en -> en.contains(" witnessed that message"));

        int step = Boolean.getBoolean("xinqiao.long") ? 31 : 997;
        var unnoticed = new ArrayList<Integer>();
        for (int i = 0; i < file.length; i += step) {
            byte[] changed = file.clone();
            changed[i] ^= 1;
            if (EvidenceRules.decide(changed, root).stream().noneMatch(Finding::isFault)) {
                unnoticed.add(i);
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void exchange_aboutAnOrganisation_isProvenToo_andSaysThatItWasAMandate() throws Exception {
        Visitor agent = Visitor.actingFor(outside, outside.organisation(0));
        Envelope question = asked(agent, "finance.credit-loan");
        List<Finding> findings = EvidenceRules.decide(complete(question), root);
        assertThat(findings).noneMatch(Finding::isFault);
        assertThat(findings.stream().map(Finding::en))
                .anyMatch(en -> en.contains("cn-330100/finance.credit-loan BENEFIT"))
                .anyMatch(en -> en.startsWith("An organisation, by pseudonym, gave a mandate at"));
    }

    @Test
    void part_leftOutOrExchanged_isNamed() throws Exception {
        EvidenceBundle good = EvidenceJson.read(complete(asked())).bundle();
        EvidenceBundle other = EvidenceJson.read(complete(asked())).bundle();
        // Even whoever has the exporter's own kind of key cannot make a part fit that does not.
        SigningKey key = outside.keys.get(Suite.INTL);
        assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.ES256);

        assertThat(faults(with(good, good.messages().subList(0, 1)), key))
                .anyMatch(en -> en.startsWith("No answer or receipt to message"));
        assertThat(faults(with(good, good.messages().subList(1, 2)), key))
                .anyMatch(en -> en.endsWith("answers, is not there"));
        assertThat(faults(with(good, other.messages()), key))
                .anyMatch(en -> en.endsWith("which is not in it"));
        assertThat(
                        faults(
                                with(
                                        good,
                                        good.messages().stream()
                                                .map(EvidenceIT::unplaced)
                                                .toList()),
                                key))
                .anyMatch(en -> en.endsWith("has no place in the log"));
        assertThat(
                        faults(
                                with(
                                        good,
                                        List.of(
                                                placedLike(
                                                        good.messages().get(0),
                                                        good.messages().get(1)),
                                                good.messages().get(1))),
                                key))
                .anyMatch(en -> en.contains("is not in the log"));
        assertThat(
                        faults(
                                with(
                                        good,
                                        good.messages().stream().map(EvidenceIT::deleted).toList()),
                                key))
                .anyMatch(en -> en.contains("was deleted when its retention ended"));
        // Sealed by another member than the one that it names.
        assertThat(faults(good, key))
                .containsExactly("The file's seal does not hold: it was changed after its export");
    }

    @Test
    void message_unknown_isNotFound_andOthersThanOperatorsAreRefused() throws Exception {
        String path = "/api/v1/evidence/019ab4f5-0000-7000-8000-000000000000";
        assertThat(outside.api(XIAMEN, "operator", "GET", path, null).status()).isEqualTo(404);
        assertThat(outside.api(XIAMEN, "counter", "GET", path, null).status()).isEqualTo(403);
        assertThat(outside.api(XIAMEN, "operator", "GET", "/api/v1/evidence/x", null).status())
                .isEqualTo(400);
    }

    private Envelope asked() throws Exception {
        return asked(Visitor.of(outside, 600), "library.lending");
    }

    private Envelope asked(Visitor visitor, String purpose) throws Exception {
        visitor.consents(HANGZHOU, purpose);
        String code = visitor.shows(visitor.pass());
        Envelope question =
                outside.question(
                        new RecognitionRequest(code, List.of(), "t1").toJson(),
                        e -> Outside.forPurpose(e, purpose));
        Outside.Answer answer = outside.post(XIAMEN, outside.sign(question, Suite.SM));
        assertThat(answer.status()).isEqualTo(200);
        return question;
    }

    /** Exported again until its entries are in the log and cosigned. */
    private byte[] complete(Envelope question) {
        return Awaitility.await().atMost(WAIT).until(() -> export(question), this::isGood);
    }

    private boolean isGood(byte[] file) {
        try {
            return EvidenceRules.decide(file, root).stream().noneMatch(Finding::isFault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] export(Envelope question) throws Exception {
        Outside.Answer answer =
                outside.api(XIAMEN, "operator", "GET", "/api/v1/evidence/" + question.id(), null);
        assertThat(answer.status())
                .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer.body();
    }

    private List<String> faults(EvidenceBundle bundle, SigningKey key) throws Exception {
        return EvidenceRules.decide(EvidenceJson.write(bundle, key), root).stream()
                .filter(Finding::isFault)
                .map(Finding::en)
                .toList();
    }

    private static EvidenceBundle with(EvidenceBundle b, List<EvidenceBundle.Item> messages) {
        return new EvidenceBundle(
                b.node(), b.about(), b.exportedAt(), messages, b.consent(), b.trust());
    }

    private static EvidenceBundle.Item unplaced(EvidenceBundle.Item item) {
        return new EvidenceBundle.Item(
                item.id(), item.direction(), item.at(), item.jws(), item.salt(), List.of());
    }

    private static EvidenceBundle.Item placedLike(
            EvidenceBundle.Item item, EvidenceBundle.Item other) {
        return new EvidenceBundle.Item(
                item.id(), item.direction(), item.at(), item.jws(), item.salt(), other.places());
    }

    private static EvidenceBundle.Item deleted(EvidenceBundle.Item item) {
        return new EvidenceBundle.Item(
                item.id(), item.direction(), item.at(), null, item.salt(), item.places());
    }
}
