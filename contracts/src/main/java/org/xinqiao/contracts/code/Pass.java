package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.malformed;
import static org.xinqiao.contracts.code.CborReader.require;

import java.util.Arrays;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.problem.Refusal;

/**
 * A pass: the home city's signed word, good for hours, for one recipient.
 *
 * <p>One that was read from bytes is NOT verified: its claims are what somebody wrote, until {@link
 * #verify} has returned for a key that the trust documents hold for its issuer.
 */
public final class Pass {
    /** How much of the thumbprint names the key. */
    public static final int KID_BYTES = 8;

    private static final int ALG = 1;
    private static final int KID = 4;

    private final byte[] encoded;
    private final CoseSign1.Parts parts;
    private final SignatureAlgorithm algorithm;
    private final byte[] kid;
    private final PassClaims claims;

    private Pass(
            byte[] encoded,
            CoseSign1.Parts parts,
            SignatureAlgorithm algorithm,
            byte[] kid,
            PassClaims claims) {
        this.encoded = encoded;
        this.parts = parts;
        this.algorithm = algorithm;
        this.kid = kid;
        this.claims = claims;
    }

    /** Signs a pass. */
    public static Pass sign(SigningKey key, PassClaims claims) {
        byte[] kid = Arrays.copyOf(key.publicKey().thumbprint(), KID_BYTES);
        byte[] header =
                new CborWriter()
                        .map(2)
                        .integer(ALG)
                        .integer(key.algorithm().cose())
                        .integer(KID)
                        .bytes(kid)
                        .toByteArray();
        byte[] payload = claims.encode();
        byte[] signature = key.sign(CoseSign1.toBeSigned(header, CoseSign1.NOTHING, payload));
        return new Pass(
                CoseSign1.write(header, payload, signature),
                new CoseSign1.Parts(header, payload, signature),
                key.algorithm(),
                kid,
                claims);
    }

    /** Reads a pass that stands alone, as a wallet gets it. */
    public static Pass decode(byte[] encoded) throws Refusal {
        var in = new CborReader(encoded);
        Pass pass = read(in);
        in.end();
        return pass;
    }

    static Pass read(CborReader in) throws Refusal {
        int start = in.position();
        CoseSign1.Parts parts = CoseSign1.read(in);
        var header = new CborReader(parts.protectedHeader());
        require(header.map() == 2, "the protected header holds alg and kid");
        require(header.integer() == ALG, "the protected header holds alg and kid");
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.ofCose(header.integer())
                        .orElseThrow(() -> malformed("alg is ES256, EdDSA or SM2SM3"));
        require(header.integer() == KID, "the protected header holds alg and kid");
        byte[] kid = header.bytes(KID_BYTES, "kid");
        header.end();
        return new Pass(in.slice(start), parts, algorithm, kid, PassClaims.decode(parts.payload()));
    }

    /**
     * Returns only if the signature is the key's. Whether the key may sign passes, and when, is the
     * trust documents' to say.
     *
     * @throws BadSignature otherwise, also for a key of another algorithm than the header names
     */
    public void verify(VerificationKey key) throws BadSignature {
        if (key.algorithm() != algorithm) {
            throw new BadSignature();
        }
        key.verify(
                CoseSign1.toBeSigned(parts.protectedHeader(), CoseSign1.NOTHING, parts.payload()),
                parts.signature());
    }

    /** The claims. */
    public PassClaims claims() {
        return claims;
    }

    /** The algorithm that the header names. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The first 8 bytes of the signing key's thumbprint. */
    public byte[] kid() {
        return kid.clone();
    }

    /** The COSE bytes. */
    public byte[] encoded() {
        return encoded.clone();
    }

    byte[] signature() {
        return parts.signature();
    }
}
