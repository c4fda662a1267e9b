package org.xinqiao.contracts.crypto;

import org.bouncycastle.math.ec.ECPoint;

/**
 * A sum of points of SM2's curve as it grows, in Jacobian coordinates. Not for use by two threads.
 *
 * <p>The additions are the plain ones, which know neither the point at infinity nor equal points:
 * there z becomes 0 modulo p, and stays so whatever is added. So one look at z in the end, {@link
 * #isSound}, tells a true sum from one that must be computed in another way; a true sum that is the
 * point at infinity is among the latter.
 *
 * <p>Nothing but {@link #isSound} and {@link #hasX} branches on coordinates. Between steps x is
 * below 1.1 p, y and z are below 3 p in size, which keeps all within {@link Sm2Limbs}'s bounds.
 */
final class Sm2Point {
    private final Sm2Element x = new Sm2Element();
    private final Sm2Element y = new Sm2Element();
    private final Sm2Element z = new Sm2Element();
    private final Sm2Element u = new Sm2Element();
    private final Sm2Element s = new Sm2Element();
    private final Sm2Element h = new Sm2Element();
    private final Sm2Element r = new Sm2Element();
    private boolean started;

    static Sm2Point of(ECPoint point) {
        Sm2Point copy = new Sm2Point();
        copy.x.set(Sm2Element.of(point.getAffineXCoord().getEncoded()));
        copy.y.set(Sm2Element.of(point.getAffineYCoord().getEncoded()));
        copy.z.setOne();
        copy.started = true;
        return copy;
    }

    void set(Sm2Point other) {
        x.set(other.x);
        y.set(other.y);
        z.set(other.z);
        started = other.started;
    }

    /** Whether anything has been added. */
    boolean started() {
        return started;
    }

    /** Whether this is a point, not at infinity, and every step to it was sound. */
    boolean isSound() {
        return !z.isZero();
    }

    /** Whether the affine x is this number, which is below p. */
    boolean hasX(long[] number) {
        u.set(number);
        s.square(z);
        u.product(u, s);
        u.difference(u, x);
        return u.isZero();
    }

    /** The affine x, a number below p. */
    long[] affineX() {
        u.inverse(z);
        u.square(u);
        u.product(u, x);
        return u.words();
    }

    /** Adds a point with the affine coordinates at this place, negated if {@code sign} is -1. */
    void add(long[] limbs, int at, long sign) {
        if (!started) {
            x.load(limbs, at);
            y.load(limbs, at + Sm2Element.LIMBS);
            y.negateIf(sign);
            x.tidy();
            z.setOne();
            started = true;
            return;
        }
        h.load(limbs, at);
        r.load(limbs, at + Sm2Element.LIMBS);
        r.negateIf(sign);
        u.square(z);
        s.product(u, z);
        h.product(h, u);
        r.product(r, s);
        h.difference(h, x);
        r.difference(r, y);
        z.product(z, h);
        addByChord(x, y);
    }

    /** Adds a point, negated if {@code sign} is -1. */
    void add(Sm2Point other, long sign) {
        if (!started) {
            set(other);
            y.negateIf(sign);
            return;
        }
        u.square(other.z);
        s.product(u, other.z);
        x.product(x, u);
        y.product(y, s);
        u.square(z);
        s.product(u, z);
        h.product(u, other.x);
        r.product(s, other.y);
        r.negateIf(sign);
        h.difference(h, x);
        r.difference(r, y);
        z.product(z, other.z);
        z.product(z, h);
        addByChord(x, y);
    }

    /** The sum by the differences h and r of points whose first is x, y at the common scale. */
    private void addByChord(Sm2Element x1, Sm2Element y1) {
        u.square(h);
        s.product(u, h);
        u.product(u, x1);
        x.square(r);
        x.difference(x, s);
        x.difference(x, u);
        x.difference(x, u);
        x.tidy();
        s.product(s, y1);
        u.difference(u, x);
        y.product(u, r);
        y.difference(y, s);
    }

    /** Doubles the sum, which must have started; a = -3. */
    void twice() {
        u.square(z);
        s.square(y);
        h.sum(x, u);
        r.difference(x, u);
        h.product(h, r);
        r.shiftLeft(h, 1);
        r.sum(r, h);
        z.sum(y, z);
        z.square(z);
        z.difference(z, s);
        z.difference(z, u);
        z.tidy();
        h.product(x, s);
        h.shiftLeft(h, 2);
        x.square(r);
        x.difference(x, h);
        x.difference(x, h);
        x.tidy();
        h.difference(h, x);
        y.product(h, r);
        s.square(s);
        s.shiftLeft(s, 3);
        y.difference(y, s);
        y.tidy();
    }

    /**
     * Writes the affine coordinates of all these points, x before y: one inversion for all.
     *
     * @return what {@link #add} reads
     */
    static long[] affine(Sm2Point[] points) {
        Sm2Element[] before = new Sm2Element[points.length];
        Sm2Element all = new Sm2Element();
        all.setOne();
        for (int i = 0; i < points.length; i++) {
            before[i] = new Sm2Element();
            before[i].set(all);
            all.product(all, points[i].z);
        }
        Sm2Element inverse = new Sm2Element();
        inverse.inverse(all);
        long[] limbs = new long[points.length * 2 * Sm2Element.LIMBS];
        for (int i = points.length - 1; i >= 0; i--) {
            Sm2Point point = points[i];
            before[i].product(before[i], inverse);
            inverse.product(inverse, point.z);
            point.u.square(before[i]);
            point.s.product(point.u, before[i]);
            point.u.product(point.u, point.x);
            point.s.product(point.s, point.y);
            point.u.store(limbs, i * 2 * Sm2Element.LIMBS);
            point.s.store(limbs, (i * 2 + 1) * Sm2Element.LIMBS);
        }
        return limbs;
    }
}
