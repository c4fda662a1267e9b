package org.xinqiao.contracts.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** A partner with a common JOSE library understands us and is understood. */
class NimbusInteropTest {
    private static final byte[] PAYLOAD = "{\"a\":\"信\"}".getBytes(StandardCharsets.UTF_8);
    private static final JOSEObjectType TYPE = new JOSEObjectType("xq-message");

    @Test
    void es256_isUnderstoodBothWays() throws Exception {
        SigningKey key = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        ECKey nimbus = ECKey.parse(key.privateJwk().toString());

        JWSObject ours = JWSObject.parse(CompactJws.sign(key, JwsType.MESSAGE, PAYLOAD));
        assertThat(ours.verify(new ECDSAVerifier(nimbus.toECPublicKey()))).isTrue();
        assertThat(ours.getHeader().getType()).isEqualTo(TYPE);

        JWSObject theirs = theirs(JWSAlgorithm.ES256, key, new ECDSASigner(nimbus));
        CompactJws parsed = parse(theirs.serialize());
        parsed.verify(key.publicKey());
        assertThat(parsed.payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void eddsa_isUnderstoodBothWays() throws Exception {
        SigningKey key = Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom());

        JWSObject ours = JWSObject.parse(CompactJws.sign(key, JwsType.MESSAGE, PAYLOAD));
        assertThat(ours.verify(new JdkEd25519(key))).isTrue();

        JWSObject theirs = theirs(JWSAlgorithm.EdDSA, key, new JdkEd25519(key));
        parse(theirs.serialize()).verify(key.publicKey());
    }

    @Test
    void generalForm_isUnderstoodBothWays() throws Exception {
        SigningKey key = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        ECKey nimbus = ECKey.parse(key.privateJwk().toString());

        ObjectNode ours = GeneralJws.sign(JwsType.MESSAGE, PAYLOAD, List.of(key));
        JWSObjectJSON read = JWSObjectJSON.parse(ours.toString());
        assertThat(read.getSignatures().get(0).verify(new ECDSAVerifier(nimbus.toECPublicKey())))
                .isTrue();

        JWSObjectJSON theirs = new JWSObjectJSON(new Payload(PAYLOAD));
        theirs.sign(header(JWSAlgorithm.ES256, key), new ECDSASigner(nimbus));
        ObjectNode json =
                StrictJson.parseObject(theirs.serializeGeneral().getBytes(StandardCharsets.UTF_8));
        GeneralJws.parse(json, JwsType.MESSAGE).signatures().get(0).verify(key.publicKey());
    }

    private static JWSObject theirs(JWSAlgorithm algorithm, SigningKey key, JWSSigner signer)
            throws Exception {
        JWSObject jws = new JWSObject(header(algorithm, key), new Payload(PAYLOAD));
        jws.sign(signer);
        return jws;
    }

    private static JWSHeader header(JWSAlgorithm algorithm, SigningKey key) {
        return new JWSHeader.Builder(algorithm).keyID(key.kid()).type(TYPE).build();
    }

    private static CompactJws parse(String text) throws MalformedJws {
        return CompactJws.parse(text.getBytes(StandardCharsets.US_ASCII), JwsType.MESSAGE);
    }

    /** Nimbus with the JDK's Ed25519; its own needs a library that we do not carry. */
    private record JdkEd25519(SigningKey key) implements JWSSigner, JWSVerifier {
        @Override
        public Base64URL sign(JWSHeader header, byte[] input) {
            try {
                Signature signature = Signature.getInstance("Ed25519", "SunEC");
                byte[] d = Base64Url.decode(key.privateJwk().get("d").stringValue());
                signature.initSign(
                        KeyFactory.getInstance("Ed25519", "SunEC")
                                .generatePrivate(
                                        new EdECPrivateKeySpec(NamedParameterSpec.ED25519, d)));
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL text) {
            try {
                byte[] y =
                        Arrays.reverse(Base64Url.decode(key.privateJwk().get("x").stringValue()));
                boolean odd = y[0] < 0;
                y[0] &= 0x7F;
                EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
                Signature signature = Signature.getInstance("Ed25519", "SunEC");
                signature.initVerify(
                        KeyFactory.getInstance("Ed25519", "SunEC")
                                .generatePublic(
                                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
                signature.update(input);
                return signature.verify(text.decode());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
