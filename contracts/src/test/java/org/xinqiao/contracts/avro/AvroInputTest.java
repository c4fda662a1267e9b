package org.xinqiao.contracts.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.json.Jcs;

class AvroInputTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                63,
                -64,
                64,
                -65,
                8191,
                8192,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void number_isThatOfAvrosOwn(long number) throws Exception {
        byte[] bytes = new AvroOutput().writeLong(number).bytes();

        assertThat(bytes).isEqualTo(byAvro(encoder -> encoder.writeLong(number)));
        assertThat(DecoderFactory.get().binaryDecoder(bytes, null).readLong()).isEqualTo(number);
        assertThat(input(bytes).readLong()).isEqualTo(number);
    }

    @Test
    void numbers_ofAnySize_areThoseOfAvrosOwn() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("AvroInputTest -Dxinqiao.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            long number = random.nextLong() >> random.nextInt(64);
            byte[] bytes = byAvro(encoder -> encoder.writeLong(number));
            assertThat(input(bytes).readLong()).as("seed %s", seed).isEqualTo(number);
            assertThat(new AvroOutput().writeLong(number).bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void number_tooLongOrCut_isRefused() {
        assertThatThrownBy(() -> input().readLong()).isInstanceOf(MalformedAvro.class);
        assertThatThrownBy(() -> input(0x80).readLong()).isInstanceOf(MalformedAvro.class);
        byte[] eleven = new byte[11];
        Arrays.fill(eleven, (byte) 0x80);
        assertThatThrownBy(() -> input(eleven).readLong()).isInstanceOf(MalformedAvro.class);
        byte[] over = new byte[10];
        Arrays.fill(over, (byte) 0xff);
        over[9] = 2;
        assertThatThrownBy(() -> input(over).readLong())
                .as("a 65th bit")
                .isInstanceOf(MalformedAvro.class);
        byte[] large = new AvroOutput().writeLong(1L << 31).bytes();
        assertThatThrownBy(() -> input(large).readInt()).isInstanceOf(MalformedAvro.class);
    }

    @Test
    void index_outsideItsUnion_isRefused() throws Exception {
        assertThat(input(2).readIndex(2)).isEqualTo(1);
        assertThatThrownBy(() -> input(4).readIndex(2)).isInstanceOf(MalformedAvro.class);
        assertThatThrownBy(() -> input(1).readIndex(2)).isInstanceOf(MalformedAvro.class);
        assertThatThrownBy(() -> input(2).readBoolean()).isInstanceOf(MalformedAvro.class);
    }

    @Test
    void text_thatIsNoUtf8_isRefused_andTheReplacementCharacterIsNot() throws Exception {
        for (int[] wrong :
                new int[][] {
                    {2, 0xff},
                    {4, 0xc0, 0x80},
                    {6, 0xed, 0xa0, 0x80},
                    {4, 0xe9, 0x99},
                    {8, 0xf5, 0x80, 0x80, 0x80}
                }) {
            assertThatThrownBy(() -> input(wrong).readText(100)).isInstanceOf(MalformedAvro.class);
        }
        assertThat(input(6, 0xef, 0xbf, 0xbd).readText(100)).isEqualTo("\uFFFD");
    }

    @Test
    void text_longerThanItsBoundOrItsBytes_isRefused() throws Exception {
        byte[] text = new AvroOutput().writeText("abc").bytes();
        assertThat(input(text).readText(3)).isEqualTo("abc");
        assertThatThrownBy(() -> input(text).readText(2)).isInstanceOf(MalformedAvro.class);
        assertThatThrownBy(() -> input(6, 'a', 'b').readText(3)).isInstanceOf(MalformedAvro.class);
        assertThatThrownBy(() -> input(1).readText(3)).isInstanceOf(MalformedAvro.class);
    }

    @Test
    void block_thatCountsMoreThanThereIs_isRefused() throws Exception {
        assertThat(input(4, 0, 0).readBlock()).isEqualTo(2);
        assertThat(input(3, 4, 0, 0).readBlock()).as("with its size before").isEqualTo(2);
        assertThat(input(0).readBlock()).isZero();
        assertThatThrownBy(() -> input(8, 0, 0).readBlock()).isInstanceOf(MalformedAvro.class);
        byte[] least = new AvroOutput().writeLong(Long.MIN_VALUE).writeLong(0).bytes();
        assertThatThrownBy(() -> input(least).readBlock()).isInstanceOf(MalformedAvro.class);
    }

    /** Texts that share a slot are told apart by all of their bytes. */
    @Test
    void repeatedTexts_areWhatStandsThere() throws Exception {
        var repeated = new RepeatedTexts();
        Random random = new Random(20261121);
        for (int round = 0; round < 20_000; round++) {
            String text =
                    "begins so_"
                            + random.nextInt(40)
                            + "x".repeat(random.nextInt(130))
                            + "_ends so";
            byte[] bytes = new AvroOutput().writeText(text).bytes();
            var json = new Jcs();
            String read =
                    new AvroInput(bytes, 0, bytes.length, repeated).readRepeatedText(200, json);
            assertThat(read).isEqualTo(text);
            assertThat(new String(json.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("\"" + text + "\"");
        }
    }

    private static AvroInput input(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return input(copy);
    }

    private static AvroInput input(byte[] bytes) {
        return new AvroInput(bytes, 0, bytes.length);
    }

    private static byte[] byAvro(Writing writing) throws Exception {
        var out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writing.write(encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private interface Writing {
        void write(BinaryEncoder encoder) throws Exception;
    }
}
