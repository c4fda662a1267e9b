package org.xinqiao.gateway.vectors;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/** An ES256 key that always signs the same bytes alike (RFC 6979), on every machine. */
record PortableEs256(SigningKey key) implements SigningKey {
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

    @Override
    public byte[] sign(byte[] message) {
        try {
            var d = new BigInteger(1, Base64Url.decode(privateJwk().get("d").stringValue()));
            var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(d, DOMAIN));
            BigInteger[] rs = signer.generateSignature(Digests.sha256(message));
            byte[] signature = Arrays.copyOf(BigIntegers.asUnsignedByteArray(32, rs[0]), 64);
            byte[] s = BigIntegers.asUnsignedByteArray(32, rs[1]);
            System.arraycopy(s, 0, signature, 32, 32);
            return signature;
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return key.algorithm();
    }

    @Override
    public String kid() {
        return key.kid();
    }

    @Override
    public VerificationKey publicKey() {
        return key.publicKey();
    }

    @Override
    public ObjectNode privateJwk() {
        return key.privateJwk();
    }
}
