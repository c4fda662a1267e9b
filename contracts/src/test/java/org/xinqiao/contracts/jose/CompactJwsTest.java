package org.xinqiao.contracts.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.problem.ProblemType;

class CompactJwsTest {
    private static final byte[] PAYLOAD = "{\"a\":\"信\"}".getBytes(StandardCharsets.UTF_8);
    private static final SigningKey KEY = key(SignatureAlgorithm.ES256);

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void jws_signedByEachAlgorithm_isVerified(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm);

        CompactJws jws = parse(CompactJws.sign(key, JwsType.MESSAGE, PAYLOAD));

        jws.verify(key.publicKey());
        assertThat(jws.payload()).isEqualTo(PAYLOAD);
        assertThat(jws.kid()).isEqualTo(key.kid());
        assertThat(jws.algorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void jws_withAnyCharacterChanged_isRefused(SignatureAlgorithm algorithm) {
        SigningKey key = key(algorithm);
        String text = CompactJws.sign(key, JwsType.MESSAGE, PAYLOAD);
        for (int i = 0; i < text.length(); i++) {
            char changed = text.charAt(i) == 'A' ? 'B' : 'A';
            String forged = text.substring(0, i) + changed + text.substring(i + 1);
            assertThatThrownBy(() -> parse(forged).verify(key.publicKey()))
                    .isInstanceOfAny(MalformedJws.class, BadSignature.class);
        }
    }

    @Test
    void jws_verifiedByAKeyOfAnotherAlgorithmOrName_isRefused() throws Exception {
        CompactJws jws = parse(CompactJws.sign(KEY, JwsType.MESSAGE, PAYLOAD));

        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            assertThatThrownBy(() -> jws.verify(key(algorithm).publicKey()))
                    .isInstanceOf(BadSignature.class);
        }
    }

    @Test
    void jws_claimingAnotherKeysName_isRefusedEvenIfItsSignatureHolds() throws Exception {
        byte[] input =
                SignedPart.input(
                        base64("{\"alg\":\"ES256\",\"kid\":\"other\",\"typ\":\"xq-message\"}"),
                        Base64Url.encodeAscii(PAYLOAD));
        byte[] jws = SignedPart.input(input, SignedPart.sign(KEY, input));

        CompactJws parsed = CompactJws.parse(jws, JwsType.MESSAGE);

        assertThatThrownBy(() -> parsed.verify(KEY.publicKey())).isInstanceOf(BadSignature.class);
    }

    @ParameterizedTest
    @EnumSource(JwsType.class)
    void jws_ofAnotherKind_isRefused(JwsType type) {
        String text = CompactJws.sign(KEY, type, PAYLOAD);
        for (JwsType expected : JwsType.values()) {
            if (expected != type) {
                assertThatThrownBy(() ->
                                CompactJws.parse(
                                        text.getBytes(StandardCharsets.US_ASCII), expected))
                        .asInstanceOf(InstanceOfAssertFactories.type(MalformedJws.class))
                        .extracting(MalformedJws::problem)
                        .isEqualTo(ProblemType.WRONG_TYP);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'alg':'none','kid':'k','typ':'xq-message'}|ALGORITHM_NOT_ALLOWED",
                "{'alg':'None','kid':'k','typ':'xq-message'}|ALGORITHM_NOT_ALLOWED",
                "{'alg':'HS256','kid':'k','typ':'xq-message'}|ALGORITHM_NOT_ALLOWED",
                "{'alg':'RS256','kid':'k','typ':'xq-message'}|ALGORITHM_NOT_ALLOWED",
                "{'alg':'es256','kid':'k','typ':'xq-message'}|ALGORITHM_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','jwk':{}}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','x5c':[]}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','x5u':'https://a'}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','jku':'https://a'}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','crit':['b64']}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','b64':false}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'xq-message','cty':'json'}|HEADER_NOT_ALLOWED",
                "{'alg':'none','jwk':{}}|HEADER_NOT_ALLOWED",
                "{'alg':'ES256','kid':'k','typ':'JWT'}|WRONG_TYP",
                "{'alg':'ES256','kid':'k','typ':'XQ-MESSAGE'}|WRONG_TYP",
                "{'alg':'ES256','kid':'k','typ':'application/xq-message'}|WRONG_TYP",
                "{'alg':'ES256','kid':'k'}|MESSAGE_MALFORMED",
                "{'alg':'ES256','typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'kid':'k','typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'alg':'ES256','kid':'','typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'alg':'ES256','kid':7,'typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'alg':null,'kid':'k','typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'alg':'ES256','alg':'ES256','kid':'k','typ':'xq-message'}|MESSAGE_MALFORMED",
                "{'alg':'ES256','kid':'k','typ':'xq-message'} {}|MESSAGE_MALFORMED",
                "[]|MESSAGE_MALFORMED",
                "x|MESSAGE_MALFORMED"
            })
    void header_againstTheProfile_isRefusedByItsOwnProblem(String header, ProblemType problem) {
        String text = new String(base64(header.replace('\'', '"')), StandardCharsets.US_ASCII);
        String rest = "." + Base64Url.encode(PAYLOAD) + "." + Base64Url.encode(new byte[64]);

        assertRefused(text + rest, problem);
    }

    @Test
    void header_withItsMembersInAnotherOrderAndSpaces_isAccepted() throws Exception {
        byte[] header =
                base64(
                        "{ \"typ\":\"xq-message\", \"kid\":\"%s\", \"alg\":\"ES256\" }"
                                .formatted(KEY.kid()));
        byte[] input = SignedPart.input(header, Base64Url.encodeAscii(PAYLOAD));

        CompactJws.parse(SignedPart.input(input, SignedPart.sign(KEY, input)), JwsType.MESSAGE)
                .verify(KEY.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "...", "H", "H.P", "H.P.S.", "H.P.S.S", ".H.P.S", "H..S", "H.P."
            })
    void text_withoutExactlyThreeParts_isRefused(String form) {
        String[] parts = CompactJws.sign(KEY, JwsType.MESSAGE, PAYLOAD).split("\\.");
        StringBuilder jws = new StringBuilder();
        for (char part : form.toCharArray()) {
            jws.append(part == '.' ? "." : parts["HPS".indexOf(part)]);
        }
        String text = jws.toString();
        if (form.equals("H..S")) {
            // An empty payload has the form; its signature cannot hold.
            assertThatThrownBy(() -> parse(text).verify(KEY.publicKey()))
                    .isInstanceOf(BadSignature.class);
        } else {
            assertRefused(text, ProblemType.MESSAGE_MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s ", "%s\n", "\"%s\"", "%s=", "信%s", "\uFEFF%s"})
    void text_withAnythingAround_isRefused(String format) {
        assertRefused(
                format.formatted(CompactJws.sign(KEY, JwsType.MESSAGE, PAYLOAD)),
                ProblemType.MESSAGE_MALFORMED);
    }

    @Test
    void signature_ofAnotherLength_isRefused() {
        String text = CompactJws.sign(KEY, JwsType.MESSAGE, PAYLOAD);
        String input = text.substring(0, text.lastIndexOf('.') + 1);

        for (int length : new int[] {1, 32, 63, 65, 72}) {
            assertRefused(
                    input + Base64Url.encode(new byte[length]), ProblemType.MESSAGE_MALFORMED);
        }
    }

    @Test
    void header_longerThanItsBound_isRefused() {
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"xq-message\"}"
                        .formatted("k".repeat(Header.CHARACTERS_MAX));

        assertRefused(
                new String(base64(header), StandardCharsets.US_ASCII)
                        + ".YQ."
                        + Base64Url.encode(new byte[64]),
                ProblemType.MESSAGE_MALFORMED);
    }

    @Test
    void randomBytes_areRefusedAndNothingElseHappens() {
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        byte[] jws =
                CompactJws.sign(KEY, JwsType.MESSAGE, PAYLOAD).getBytes(StandardCharsets.US_ASCII);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 40_000 : 2_000;
        for (int i = 0; i < rounds; i++) {
            byte[] changed = jws.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(changed, jws)) {
                assertThatThrownBy(() ->
                                CompactJws.parse(changed, JwsType.MESSAGE).verify(KEY.publicKey()))
                        .as("seed %s", seed)
                        .isInstanceOfAny(MalformedJws.class, BadSignature.class);
            }
        }
    }

    private static void assertRefused(String text, ProblemType problem) {
        assertThatThrownBy(() -> parse(text))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedJws.class))
                .extracting(MalformedJws::problem)
                .isEqualTo(problem);
    }

    private static CompactJws parse(String text) throws MalformedJws {
        return CompactJws.parse(text.getBytes(StandardCharsets.UTF_8), JwsType.MESSAGE);
    }

    private static byte[] base64(String json) {
        return Base64Url.encodeAscii(json.getBytes(StandardCharsets.UTF_8));
    }

    private static SigningKey key(SignatureAlgorithm algorithm) {
        return Keys.generate(algorithm, new SecureRandom());
    }
}
