package org.xinqiao.contracts.crypto;

import java.security.SecureRandom;
import java.util.Locale;

/** Prints the rates of each algorithm on one thread: a sanity check, not a benchmark. */
final class Rates {
    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long MEASURED_NANOS = 2_000_000_000L;

    private Rates() {}

    public static void main(String[] arguments) throws Exception {
        byte[] message = new byte[400];
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            SigningKey key = Keys.generate(algorithm, new SecureRandom());
            byte[] signature = key.sign(message);
            double signed = perSecond(() -> key.sign(message));
            double verified = perSecond(() -> key.publicKey().verify(message, signature));
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "%-7s sign %,9.0f/s  verify %,9.0f/s",
                            algorithm.jose(),
                            signed,
                            verified));
        }
    }

    private static double perSecond(Work work) throws Exception {
        count(work, WARM_UP_NANOS);
        return count(work, MEASURED_NANOS) * 1e9 / MEASURED_NANOS;
    }

    private static long count(Work work, long nanos) throws Exception {
        long end = System.nanoTime() + nanos;
        long count = 0;
        while (System.nanoTime() < end) {
            work.run();
            count++;
        }
        return count;
    }

    private interface Work {
        void run() throws Exception;
    }
}
