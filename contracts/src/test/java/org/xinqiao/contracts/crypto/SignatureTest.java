package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureTest {
    private static final byte[] MESSAGE = "信用互认".getBytes(StandardCharsets.UTF_8);

    static List<SigningKey> keys() {
        return TestKeys.all();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signature_ofEveryLengthOfMessage_holds(SigningKey key) throws Exception {
        for (int length : new int[] {0, 1, 63, 64, 65, 400, 100_000}) {
            byte[] message = new byte[length];
            byte[] signature = key.sign(message);
            assertThat(signature).hasSize(SignatureAlgorithm.SIGNATURE_BYTES);
            key.publicKey().verify(message, signature);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signature_withAnyBitFlipped_isRefused(SigningKey key) {
        byte[] signature = key.sign(MESSAGE);
        for (int bit = 0; bit < signature.length * 8; bit++) {
            assertRefused(key, MESSAGE, flipped(signature, bit));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void message_withAnyBitFlipped_isRefused(SigningKey key) {
        byte[] signature = key.sign(MESSAGE);
        for (int bit = 0; bit < MESSAGE.length * 8; bit++) {
            assertRefused(key, flipped(MESSAGE, bit), signature);
        }
        assertRefused(key, new byte[0], signature);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signature_ofAnotherLength_isRefused(SigningKey key) {
        byte[] signature = key.sign(MESSAGE);
        for (int length : new int[] {0, 1, 32, 63, 65, 72, 128}) {
            assertRefused(key, MESSAGE, Arrays.copyOf(signature, length));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signature_byAnotherKey_isRefused(SigningKey key) {
        assertRefused(key, MESSAGE, TestKeys.another(key.algorithm()).sign(MESSAGE));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void halves_outOfRange_areRefused(SigningKey key) {
        byte[] signature = key.sign(MESSAGE);
        byte[] zero = new byte[32];
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        for (byte[] half : List.of(zero, ones, order(key))) {
            assertRefused(key, MESSAGE, join(half, right(signature)));
            assertRefused(key, MESSAGE, join(left(signature), half));
            assertRefused(key, MESSAGE, join(half, half));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_usedByManyThreadsAtOnce_signsAndVerifiesRight(SigningKey key) throws Exception {
        List<Future<Integer>> done = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                done.add(threads.submit(signAndVerify(key, i)));
            }
        }
        for (Future<Integer> each : done) {
            assertThat(each.get()).isEqualTo(100);
        }
    }

    @Test
    void es256_withHighS_holds_becauseItIsMalleable() {
        SigningKey key = TestKeys.all().getFirst();
        byte[] signature = key.sign(MESSAGE);
        BigInteger other = Curve.P256.order.subtract(Curve.right(signature));

        assertThatCode(() ->
                        key.publicKey().verify(MESSAGE, join(left(signature), Curve.bytes(other))))
                .doesNotThrowAnyException();
    }

    @Test
    void providers_acceptEachOther() throws Exception {
        List<SigningKey> keys = TestKeys.all();
        for (int pair : new int[] {0, 2}) {
            SigningKey first = keys.get(pair);
            SigningKey second = keys.get(pair + 1);
            assertThat(first.kid()).isEqualTo(second.kid());
            first.publicKey().verify(MESSAGE, second.sign(MESSAGE));
            second.publicKey().verify(MESSAGE, first.sign(MESSAGE));
        }
    }

    @Test
    void sm2_signsWithTheSameNonceForTheSameMessageOnly() {
        SigningKey key = TestKeys.all().getLast();

        assertThat(key.sign(MESSAGE)).isEqualTo(key.sign(MESSAGE));
        assertThat(left(key.sign(MESSAGE))).isNotEqualTo(left(key.sign(new byte[1])));
    }

    @Test
    void ed25519_withSBeyondTheOrder_isRefused() {
        SigningKey key = TestKeys.all().get(2);
        byte[] signature = key.sign(MESSAGE);
        BigInteger order =
                BigInteger.TWO
                        .pow(252)
                        .add(new BigInteger("27742317777372353535851937790883648493"));
        BigInteger s = new BigInteger(1, org.bouncycastle.util.Arrays.reverse(right(signature)));
        byte[] beyond = org.bouncycastle.util.Arrays.reverse(Curve.bytes(s.add(order)));

        for (SigningKey each : TestKeys.all().subList(2, 4)) {
            assertRefused(each, MESSAGE, join(left(signature), beyond));
        }
    }

    private static Callable<Integer> signAndVerify(SigningKey key, int thread) {
        return () -> {
            int count = 0;
            for (; count < 100; count++) {
                byte[] message = (thread + " " + count).getBytes(StandardCharsets.US_ASCII);
                key.publicKey().verify(message, key.sign(message));
            }
            return count;
        };
    }

    private static void assertRefused(SigningKey key, byte[] message, byte[] signature) {
        assertThatThrownBy(() -> key.publicKey().verify(message, signature))
                .isInstanceOf(BadSignature.class);
    }

    private static byte[] order(SigningKey key) {
        return Curve.bytes(
                key.algorithm() == SignatureAlgorithm.SM2SM3 ? Curve.SM2.order : Curve.P256.order);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] left(byte[] signature) {
        return Arrays.copyOf(signature, 32);
    }

    private static byte[] right(byte[] signature) {
        return Arrays.copyOfRange(signature, 32, 64);
    }

    private static byte[] join(byte[] left, byte[] right) {
        return org.bouncycastle.util.Arrays.concatenate(left, right);
    }
}
