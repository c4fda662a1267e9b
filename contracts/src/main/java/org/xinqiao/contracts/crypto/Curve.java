package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * The two curves of 256 bits. They come from {@link CustomNamedCurves}: the generic arithmetic of
 * {@code GMNamedCurves} is six times slower.
 */
final class Curve {
    static final Curve P256 = new Curve("P-256", "P-256", SignatureAlgorithm.ES256);
    static final Curve SM2 = new Curve("SM2", "sm2p256v1", SignatureAlgorithm.SM2SM3);

    static final int COORDINATE_BYTES = 32;

    final String jwkName;
    final SignatureAlgorithm algorithm;
    final X9ECParameters parameters;
    final BigInteger order;

    private Curve(String jwkName, String name, SignatureAlgorithm algorithm) {
        this.jwkName = jwkName;
        this.algorithm = algorithm;
        this.parameters = CustomNamedCurves.getByName(name);
        this.order = parameters.getN();
    }

    /** The point with these coordinates, which must be on the curve and not at infinity. */
    ECPoint point(byte[] x, byte[] y) throws InvalidKey {
        if (x.length != COORDINATE_BYTES || y.length != COORDINATE_BYTES) {
            throw new InvalidKey("Coordinates must have 32 bytes each");
        }
        try {
            // The cofactor is 1: on the curve is in the group.
            return parameters
                    .getCurve()
                    .validatePoint(new BigInteger(1, x), new BigInteger(1, y))
                    .normalize();
        } catch (IllegalArgumentException e) {
            throw new InvalidKey("The point is not on the curve " + jwkName);
        }
    }

    /** The point with this x and the sign of y, which must be on the curve. */
    ECPoint point(byte[] x, boolean yOdd) throws InvalidKey {
        if (x.length != COORDINATE_BYTES) {
            throw new InvalidKey("Coordinates must have 32 bytes each");
        }
        byte[] compressed = new byte[1 + COORDINATE_BYTES];
        compressed[0] = (byte) (yOdd ? 3 : 2);
        System.arraycopy(x, 0, compressed, 1, COORDINATE_BYTES);
        try {
            return parameters.getCurve().decodePoint(compressed).normalize();
        } catch (IllegalArgumentException e) {
            throw new InvalidKey("The point is not on the curve " + jwkName);
        }
    }

    /** The secret number in these bytes, which must be one that a key can have. */
    BigInteger secret(byte[] bytes) throws InvalidKey {
        BigInteger d = new BigInteger(1, bytes);
        // SM2 divides by 1 + d, so order - 1 is no key there; ECDSA loses nothing by the same rule.
        BigInteger max = order.subtract(BigInteger.TWO);
        if (bytes.length != COORDINATE_BYTES || d.signum() == 0 || d.compareTo(max) > 0) {
            throw new InvalidKey("The secret is out of range for " + jwkName);
        }
        return d;
    }

    /** {@code k} times the base point, by a comb that does not branch on {@code k}. */
    ECPoint timesBase(BigInteger k) {
        return new FixedPointCombMultiplier().multiply(parameters.getG(), k).normalize();
    }

    boolean inOrder(BigInteger number) {
        return number.signum() > 0 && number.compareTo(order) < 0;
    }

    static BigInteger left(byte[] signature) {
        return BigIntegers.fromUnsignedByteArray(signature, 0, COORDINATE_BYTES);
    }

    static BigInteger right(byte[] signature) {
        return BigIntegers.fromUnsignedByteArray(signature, COORDINATE_BYTES, COORDINATE_BYTES);
    }

    static byte[] bytes(BigInteger number) {
        return BigIntegers.asUnsignedByteArray(COORDINATE_BYTES, number);
    }

    static byte[] join(BigInteger r, BigInteger s) {
        byte[] signature = Arrays.copyOf(bytes(r), SignatureAlgorithm.SIGNATURE_BYTES);
        System.arraycopy(bytes(s), 0, signature, COORDINATE_BYTES, COORDINATE_BYTES);
        return signature;
    }
}
