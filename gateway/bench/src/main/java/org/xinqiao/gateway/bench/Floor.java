package org.xinqiao.gateway.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;

/**
 * What one recognition costs at least: its signatures alone, over both nodes. The host city
 * verifies pass and presentation, signs the question, verifies the answer; the home city verifies
 * question, pass and presentation and signs the answer. TLS between the nodes is not in it:
 * connections are kept.
 */
record Floor(SignatureAlgorithm nodes) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 3_000;
    private static final int MEASURED = 3_000;

    private static final int MESSAGE_BYTES = 1_100;
    private static final int PASS_BYTES = 200;
    private static final int PRESENTATION_BYTES = 110;

    /** Milliseconds of one thread's CPU. */
    double millis() throws BadSignature {
        var random = new SecureRandom();
        SigningKey node = Keys.generate(nodes, random);
        SigningKey device = Keys.generate(SignatureAlgorithm.ES256, random);
        var one = new Recognition(node, device);
        one.repeat(WARM_UP);
        long start = THREADS.getCurrentThreadCpuTime();
        one.repeat(MEASURED);
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / MEASURED;
    }

    private static final class Recognition {
        private final SigningKey node;
        private final SigningKey device;
        private final byte[] message = new byte[MESSAGE_BYTES];
        private final byte[] pass = new byte[PASS_BYTES];
        private final byte[] presentation = new byte[PRESENTATION_BYTES];
        private final byte[] passSignature;
        private final byte[] presentationSignature;

        Recognition(SigningKey node, SigningKey device) {
            this.node = node;
            this.device = device;
            this.passSignature = node.sign(pass);
            this.presentationSignature = device.sign(presentation);
        }

        void repeat(int times) throws BadSignature {
            for (int i = 0; i < times; i++) {
                code();
                message();
                code();
                message();
            }
        }

        private void code() throws BadSignature {
            node.publicKey().verify(pass, passSignature);
            device.publicKey().verify(presentation, presentationSignature);
        }

        private void message() throws BadSignature {
            node.publicKey().verify(message, node.sign(message));
        }
    }
}
