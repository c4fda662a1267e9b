package org.xinqiao.contracts.code;

import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.DivisionCode;

/** Codes made for tests. */
final class CodeSamples {
    static final SecureRandom RANDOM = new SecureRandom();
    static final List<SignatureAlgorithm> ISSUERS = List.of(SignatureAlgorithm.values());
    static final List<SignatureAlgorithm> DEVICES =
            List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.SM2SM3);
    static final long HOUR = 1_795_222_800L;

    private CodeSamples() {}

    static SigningKey key(SignatureAlgorithm algorithm) {
        return Keys.generate(algorithm, RANDOM);
    }

    static PassClaims claims(@Nullable SigningKey device, PassClaim claim) throws InvalidKey {
        return new PassClaims(
                DivisionCode.parse("350200"),
                DivisionCode.parse("330100"),
                HOUR,
                HOUR + 8 * 3600,
                device == null ? null : DeviceKey.of(device.publicKey()),
                350_001,
                claim,
                0,
                0xffff_fffeL,
                new ConsentRef(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    }

    static PassClaim classes(int highest, int... set) {
        var bits = new BitSet();
        for (int number : set) {
            bits.set(number);
        }
        return PassClaim.Classes.of(bits, highest);
    }

    static byte[] nonce(Random random) {
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }
}
