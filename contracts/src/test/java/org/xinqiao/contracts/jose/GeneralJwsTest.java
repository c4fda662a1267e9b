package org.xinqiao.contracts.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GeneralJwsTest {
    private static final byte[] PAYLOAD = "{\"number\":350001}".getBytes(StandardCharsets.UTF_8);
    private static final SigningKey XIAMEN = key(SignatureAlgorithm.ES256);
    private static final SigningKey FUZHOU = key(SignatureAlgorithm.SM2SM3);
    private static final SigningKey HANGZHOU = key(SignatureAlgorithm.EDDSA);

    @Test
    void document_signedByEveryParty_isVerifiedForEach() throws Exception {
        GeneralJws jws = parse(signed(XIAMEN, FUZHOU, HANGZHOU));

        assertThat(jws.payload()).isEqualTo(PAYLOAD);
        assertThat(jws.signatures())
                .extracting(GeneralJws.Signature::kid)
                .containsExactly(XIAMEN.kid(), FUZHOU.kid(), HANGZHOU.kid());
        jws.signatures().get(0).verify(XIAMEN.publicKey());
        jws.signatures().get(1).verify(FUZHOU.publicKey());
        jws.signatures().get(2).verify(HANGZHOU.publicKey());
        assertThat(jws.signatures().get(1).algorithm()).isEqualTo(SignatureAlgorithm.SM2SM3);
    }

    @Test
    void signature_verifiedByAnotherPartysKey_isRefused() throws Exception {
        GeneralJws jws = parse(signed(XIAMEN, FUZHOU));

        assertThatThrownBy(() -> jws.signatures().get(0).verify(FUZHOU.publicKey()))
                .isInstanceOf(BadSignature.class);
        assertThatThrownBy(() ->
                        jws.signatures().get(0).verify(key(SignatureAlgorithm.ES256).publicKey()))
                .isInstanceOf(BadSignature.class);
    }

    @Test
    void signature_overAnotherPayload_isRefused() throws Exception {
        ObjectNode json = signed(XIAMEN).put("payload", "e30");

        assertThatThrownBy(() -> parse(json).signatures().get(0).verify(XIAMEN.publicKey()))
                .isInstanceOf(BadSignature.class);
    }

    @Test
    void signature_added_leavesTheOthersAsTheyWere() throws Exception {
        ObjectNode one = signed(XIAMEN);

        ObjectNode two = parse(one).withSignature(FUZHOU);

        assertThat(two.get("signatures").get(0)).isEqualTo(one.get("signatures").get(0));
        GeneralJws jws = parse(two);
        jws.signatures().get(0).verify(XIAMEN.publicKey());
        jws.signatures().get(1).verify(FUZHOU.publicKey());
        assertThat(parse(jws.withSignature(FUZHOU)).signatures()).hasSize(2);
        assertThat(jws.toJson()).isEqualTo(two);
    }

    @Test
    void document_ofAnotherKind_isRefused() {
        assertThatThrownBy(() -> GeneralJws.parse(signed(XIAMEN), JwsType.CONSENT))
                .asInstanceOf(InstanceOfAssertFactories.type(MalformedJws.class))
                .extracting(MalformedJws::problem)
                .isEqualTo(ProblemType.WRONG_TYP);
    }

    @Test
    void document_againstTheForm_isRefused() {
        assertRefused(json -> json.put("extra", 1));
        assertRefused(json -> json.put("payload", "e30="));
        assertRefused(json -> json.put("payload", 1));
        assertRefused(json -> json.put("payload", "信"));
        assertRefused(json -> json.remove("payload"));
        assertRefused(json -> json.remove("signatures"));
        assertRefused(json -> json.putArray("signatures"));
        assertRefused(json -> json.putArray("signatures").add("x"));
        assertRefused(json -> signature(json).putObject("header"));
        assertRefused(json -> signature(json).remove("protected"));
        assertRefused(json -> signature(json).put("protected", "e30"));
        assertRefused(json -> signature(json).put("signature", "AAAA"));
        assertRefused(json -> ((ArrayNode) json.get("signatures")).add(signature(json).deepCopy()));
        assertThatThrownBy(() -> parse(StrictJson.mapper().createArrayNode()))
                .isInstanceOf(MalformedJws.class);
    }

    @Test
    void signatures_beyondTheirBound_areRefused() {
        ObjectNode json = signed(XIAMEN);
        ArrayNode signatures = (ArrayNode) json.get("signatures");
        while (signatures.size() <= GeneralJws.SIGNATURES_MAX) {
            signatures.add(signed(key(SignatureAlgorithm.ES256)).get("signatures").get(0));
        }

        assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedJws.class);
        signatures.remove(GeneralJws.SIGNATURES_MAX);
        assertThat(json.get("signatures").size()).isEqualTo(GeneralJws.SIGNATURES_MAX);
        assertThatCode(() -> parse(json)).doesNotThrowAnyException();
    }

    private static void assertRefused(Consumer<ObjectNode> change) {
        ObjectNode json = signed(XIAMEN);
        change.accept(json);
        assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedJws.class);
    }

    private static ObjectNode signature(ObjectNode json) {
        return (ObjectNode) json.get("signatures").get(0);
    }

    private static ObjectNode signed(SigningKey... keys) {
        return GeneralJws.sign(JwsType.AGREEMENT, PAYLOAD, List.of(keys));
    }

    private static GeneralJws parse(JsonNode json) throws MalformedJws {
        return GeneralJws.parse(json, JwsType.AGREEMENT);
    }

    private static SigningKey key(SignatureAlgorithm algorithm) {
        return Keys.generate(algorithm, new SecureRandom());
    }
}
