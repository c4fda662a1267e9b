package org.xinqiao.contracts.crypto;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Prints each algorithm's rates per second of one thread's CPU: a sanity check, not a benchmark.
 */
final class Rates {
    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long MEASURED_NANOS = 2_000_000_000L;

    private static final int BATCH = 50;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        long count = 0;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < BATCH; i++, count++) {
                work.run();
            }
        }
        return count;
    }

    private interface Work {
        void run() throws Exception;
    }
}
