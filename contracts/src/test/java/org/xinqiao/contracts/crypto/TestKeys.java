package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys from a seed, each algorithm by the provider in use and by Bouncy Castle alone. */
final class TestKeys {
    private TestKeys() {}

    static List<SigningKey> all() {
        byte[] secret = new byte[32];
        new Random(20261121).nextBytes(secret);
        secret[0] = 1;
        BigInteger number = new BigInteger(1, secret);
        List<SigningKey> keys = new ArrayList<>();
        keys.add(Es256.privateKey(number));
        keys.add(Es256.privateKey(null, number));
        keys.add(ed25519(secret));
        keys.add(Ed25519Keys.privateKey(null, secret, x(ed25519(secret))));
        keys.add(new Sm2Keys.Private(number));
        return keys;
    }

    static SigningKey another(SignatureAlgorithm algorithm) {
        return Keys.generate(algorithm, new SecureRandom());
    }

    private static SigningKey ed25519(byte[] secret) {
        try {
            return Ed25519Keys.privateKey(secret);
        } catch (InvalidKey e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] x(SigningKey key) {
        return java.util.Base64.getUrlDecoder().decode(key.privateJwk().get("x").stringValue());
    }
}
