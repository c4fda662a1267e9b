package org.xinqiao.gateway.outside;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;

/** A phone from Hangzhou with a pass for Fuzhou, minted by other software. */
record ForeignPass(Pass pass, SigningKey device) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static ForeignPass mint(Outside outside) throws Exception {
        SigningKey device = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
        return new ForeignPass(mint(outside.keys.get(Suite.SM), device), device);
    }

    /** A pass of a status list of one's own. */
    static ForeignPass mint(Outside outside, long list, long index) throws Exception {
        SigningKey device = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
        return new ForeignPass(mint(outside.keys.get(Suite.SM), device, list, index), device);
    }

    static Pass mint(SigningKey issuer, SigningKey device) throws Exception {
        return mint(issuer, device, 0, RANDOM.nextLong(1L << 32));
    }

    private static Pass mint(SigningKey issuer, SigningKey device, long list, long index)
            throws Exception {
        var bits = new BitSet();
        bits.set(0);
        byte[] ref = new byte[ConsentRef.BYTES];
        RANDOM.nextBytes(ref);
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        return Pass.sign(
                issuer,
                new PassClaims(
                        Outside.HANGZHOU.division(),
                        Outside.FUZHOU.division(),
                        hour.getEpochSecond(),
                        hour.plus(2, ChronoUnit.HOURS).getEpochSecond(),
                        DeviceKey.of(device.publicKey()),
                        350_001,
                        PassClaim.Classes.of(bits, 5),
                        list,
                        index,
                        new ConsentRef(ref)));
    }

    ConsentRef ref() {
        return pass.claims().consentRef();
    }

    String shows() {
        return Visitor.shows(pass, device, Instant.now());
    }
}
