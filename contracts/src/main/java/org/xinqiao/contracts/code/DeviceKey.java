package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.require;

import java.util.Arrays;
import java.util.Base64;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.problem.Refusal;

/**
 * The public key of the holder's device in a pass: a COSE_Key of type EC2 with exactly the members
 * 1, -1, -2, -3 and y as its sign bit (RFC 9053, 7.1.1).
 *
 * <p>The point is only decompressed, and so checked to be on the curve, when the key is first used:
 * a code that fails an earlier check costs no square root.
 *
 * @param algorithm ES256 or SM2SM3
 * @param x the x coordinate, 32 bytes
 * @param yOdd whether y is odd
 */
public record DeviceKey(SignatureAlgorithm algorithm, byte[] x, boolean yOdd) {
    private static final int COORDINATE_BYTES = 32;
    private static final long CRV_P256 = 1;
    private static final long CRV_SM2 = -65537;

    /** Takes its own copy of x. */
    public DeviceKey {
        if (x.length != COORDINATE_BYTES || algorithm == SignatureAlgorithm.EDDSA) {
            throw new IllegalArgumentException("a device key is a point of P-256 or SM2");
        }
        x = x.clone();
    }

    /** The device key of a public JWK's key. */
    public static DeviceKey of(VerificationKey key) throws InvalidKey {
        if (key.algorithm() == SignatureAlgorithm.EDDSA) {
            throw new InvalidKey("a device key is a point of P-256 or SM2");
        }
        byte[] x = coordinate(key, "x");
        byte[] y = coordinate(key, "y");
        return new DeviceKey(key.algorithm(), x, (y[y.length - 1] & 1) == 1);
    }

    private static byte[] coordinate(VerificationKey key, String name) {
        return Base64.getUrlDecoder().decode(key.jwk().get(name).stringValue());
    }

    @Override
    public byte[] x() {
        return x.clone();
    }

    /** The key for verifying. */
    public VerificationKey verificationKey() throws InvalidKey {
        return Keys.ofCompressedPoint(algorithm, x, yOdd);
    }

    void write(CborWriter out) {
        out.map(4).integer(1).integer(2);
        out.integer(-1).integer(algorithm == SignatureAlgorithm.ES256 ? CRV_P256 : CRV_SM2);
        out.integer(-2).bytes(x);
        out.integer(-3).bool(yOdd);
    }

    static DeviceKey read(CborReader in) throws Refusal {
        require(in.map() == 4, "COSE_Key has exactly the members 1, -1, -2, -3");
        require(in.integer() == 1 && in.integer() == 2, "COSE_Key is of type EC2");
        require(in.integer() == -1, "COSE_Key has exactly the members 1, -1, -2, -3");
        long curve = in.integer();
        require(curve == CRV_P256 || curve == CRV_SM2, "device keys are P-256 or SM2");
        require(in.integer() == -2, "COSE_Key has exactly the members 1, -1, -2, -3");
        byte[] x = in.bytes(COORDINATE_BYTES, "x");
        require(in.integer() == -3, "COSE_Key has exactly the members 1, -1, -2, -3");
        boolean yOdd = in.bool();
        return new DeviceKey(
                curve == CRV_P256 ? SignatureAlgorithm.ES256 : SignatureAlgorithm.SM2SM3, x, yOdd);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceKey that
                && algorithm == that.algorithm
                && yOdd == that.yOdd
                && Arrays.equals(x, that.x);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(x);
    }
}
