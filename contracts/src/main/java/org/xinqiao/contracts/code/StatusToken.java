package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.malformed;
import static org.xinqiao.contracts.code.CborReader.require;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.problem.Refusal;

/**
 * A signed status list, as CWT (a tagged COSE_Sign1 with protected {@code alg}, {@code kid}, the 32
 * bytes of the key's thumbprint, and {@code typ}) or as JWT.
 *
 * <p>One that was read is NOT verified: nothing of it may be believed before {@link #verify} has
 * returned for a key that the trust documents give to the issuing city for status lists.
 */
public final class StatusToken {
    /** Media type of the CWT. */
    public static final String CWT = "application/statuslist+cwt";

    /** Media type of the JWT. */
    public static final String JWT = "application/statuslist+jwt";

    /** Most bytes of a token, in either form. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final int TAG_SIGN1 = 0xd2;
    private static final int ALG = 1;
    private static final int KID = 4;
    private static final int TYP = 16;
    private static final int KID_BYTES = 32;
    private static final String HEADER = "the protected header holds alg, kid and typ";

    private final StatusClaims claims;
    private final SignatureAlgorithm algorithm;
    private final String kid;
    private final Signed signed;

    private StatusToken(
            StatusClaims claims, SignatureAlgorithm algorithm, String kid, Signed signed) {
        this.claims = claims;
        this.algorithm = algorithm;
        this.kid = kid;
        this.signed = signed;
    }

    private interface Signed {
        void verify(VerificationKey key) throws BadSignature;
    }

    /** The claims signed as CWT. */
    public static byte[] cwt(SigningKey key, StatusClaims claims) {
        byte[] header =
                new CborWriter()
                        .map(3)
                        .integer(ALG)
                        .integer(key.algorithm().cose())
                        .integer(KID)
                        .bytes(key.publicKey().thumbprint())
                        .integer(TYP)
                        .text(CWT)
                        .toByteArray();
        byte[] payload = claims.toCbor();
        byte[] signature = key.sign(CoseSign1.toBeSigned(header, CoseSign1.NOTHING, payload));
        byte[] sign1 = CoseSign1.write(header, payload, signature);
        byte[] tagged = new byte[sign1.length + 1];
        tagged[0] = (byte) TAG_SIGN1;
        System.arraycopy(sign1, 0, tagged, 1, sign1.length);
        return tagged;
    }

    /** The claims signed as JWT, in ASCII. */
    public static byte[] jwt(SigningKey key, StatusClaims claims) {
        return CompactJws.sign(key, JwsType.STATUS_LIST, claims.toJson())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a CWT; whose it is and whether it may be believed, is still open. */
    public static StatusToken parseCwt(byte[] cwt) throws MalformedStatusList {
        bounded(cwt);
        try {
            if (cwt.length == 0 || (cwt[0] & 0xff) != TAG_SIGN1) {
                throw malformed("a status list is a COSE_Sign1 with its tag");
            }
            var in = new CborReader(Arrays.copyOfRange(cwt, 1, cwt.length));
            CoseSign1.Parts parts = CoseSign1.read(in);
            in.end();
            var header = new CborReader(parts.protectedHeader());
            require(header.map() == 3 && header.integer() == ALG, HEADER);
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.ofCose(header.integer())
                            .orElseThrow(() -> malformed("alg is ES256, EdDSA or SM2SM3"));
            require(header.integer() == KID, HEADER);
            String kid = Base64Url.encode(header.bytes(KID_BYTES, "kid"));
            require(header.integer() == TYP && header.text().equals(CWT), HEADER);
            header.end();
            byte[] input =
                    CoseSign1.toBeSigned(
                            parts.protectedHeader(), CoseSign1.NOTHING, parts.payload());
            return new StatusToken(
                    StatusClaims.ofCbor(parts.payload()),
                    algorithm,
                    kid,
                    key -> key.verify(input, parts.signature()));
        } catch (Refusal e) {
            throw StatusClaims.malformed(e);
        }
    }

    /** Reads a JWT; whose it is and whether it may be believed, is still open. */
    public static StatusToken parseJwt(byte[] jwt) throws MalformedStatusList {
        bounded(jwt);
        try {
            CompactJws jws = CompactJws.parse(jwt, JwsType.STATUS_LIST);
            return new StatusToken(
                    StatusClaims.ofJson(jws.payload()), jws.algorithm(), jws.kid(), jws::verify);
        } catch (MalformedJws e) {
            throw new MalformedStatusList(String.valueOf(e.getMessage()));
        }
    }

    private static void bounded(byte[] token) throws MalformedStatusList {
        if (token.length > BYTES_MAX) {
            throw new MalformedStatusList("a status list has at most " + BYTES_MAX + " bytes");
        }
    }

    /**
     * Returns only if this key, by its own algorithm and name, signed the claims. Whether the key
     * may sign status lists, and when, is the trust documents' to say.
     */
    public void verify(VerificationKey key) throws BadSignature {
        if (key.algorithm() != algorithm || !key.kid().equals(kid)) {
            throw new BadSignature();
        }
        signed.verify(key);
    }

    /** What is said. */
    public StatusClaims claims() {
        return claims;
    }

    /** The key that the header names. */
    public String kid() {
        return kid;
    }

    /** The algorithm that the header names. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }
}
