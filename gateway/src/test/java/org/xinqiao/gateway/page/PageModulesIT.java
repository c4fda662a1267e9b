package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.code.Base45;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.identity.NodeId;
import tools.jackson.databind.JsonNode;

/** The pages' own modules say the same as the Java side and as the standards' examples. */
class PageModulesIT extends BrowserTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static final String FROM_HEX =
            "const bytes = hex => Uint8Array.from(hex.match(/../g) || [], h => parseInt(h, 16));"
                    + "const hex = bytes => [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');";

    @BeforeEach
    void openAPage() {
        browser.open(city.at("/page/icons.svg"));
    }

    /** The examples of RFC 9285, 4.3 and 4.4. */
    @ParameterizedTest
    @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
    void base45_examplesOfTheStandard_bothWays(String plain, String encoded) {
        String hex = HexFormat.of().formatHex(plain.getBytes(StandardCharsets.UTF_8));
        assertThat(base45("encode(bytes(args[0]))", hex).stringValue()).isEqualTo(encoded);
        assertThat(base45("hex(decode(args[0]))", encoded).stringValue()).isEqualTo(hex);
    }

    @Test
    void base45_randomBytes_sameAsJava() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(
                            base45("encode(bytes(args[0]))", HexFormat.of().formatHex(bytes))
                                    .stringValue())
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(Base45.encode(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GGW,FAILED RangeError: Base45 overflow",
        ":::,FAILED RangeError: Base45 overflow",
        "A,FAILED RangeError: Base45 length",
        "ab,FAILED RangeError: Base45 character"
    })
    void base45_rubbish_isRefused(String text, String refusal) {
        assertThat(base45("hex(decode(args[0]))", text).stringValue()).isEqualTo(refusal);
    }

    /** Examples of RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "integer(0),00",
        "integer(23),17",
        "integer(24),1818",
        "integer(1000),1903e8",
        "integer(1000000),1a000f4240",
        "integer(1000000000000),1b000000e8d4a51000",
        "integer(-1),20",
        "integer(-1000),3903e7",
        "text('IETF'),6449455446"
    })
    void cbor_examplesOfTheStandard_areWrittenShortest(String item, String encoded) {
        assertThat(cbor("hex(m." + item + ")").stringValue()).isEqualTo(encoded);
    }

    @Test
    void cbor_mapKeysInAnyOrder_areWrittenInTheOneOrder() {
        String map =
                "hex(m.map([[m.integer(-1), m.integer(1)], [m.integer(7), m.integer(2)], [m.integer(6), m.integer(3)]]))";
        assertThat(cbor(map).stringValue()).isEqualTo("a3060307022001");
    }

    @Test
    void cbor_cutAnywhere_isNotWhole() {
        String all =
                "const whole = m.array(m.bytes(bytes('00112233')), m.map([[m.integer(1), m.array(m.text('a'))]]));"
                        + "const refused = n => { try { m.itemsOf(whole.subarray(0, n)); return false } catch { return true } };"
                        + "return m.itemsOf(whole).length === 2 && [...whole.keys()].every(refused)";
        assertThat(
                        browser.await(FROM_HEX + "const m = await import('/page/cbor.js');" + all)
                                .asBoolean(false))
                .isTrue();
    }

    @Test
    void presentation_payloadAndSignedBytes_areTheProtocolsToTheByte() {
        String script =
                "const m = await import('/page/credit-code.js');"
                        + "const pass = bytes('8443a10126a0413058020102');"
                        + "const payload = m.presentationPayload(1795000000, bytes('0001020304050607'));"
                        + "return hex(payload) + ' ' + hex(m.signatureInput(pass, payload))";
        assertThat(browser.await(FROM_HEX + script).stringValue())
                .isEqualTo(
                        "a2061a6afd86c007480001020304050607 "
                                + "846a5369676e61747572653143a1012642010251a2061a6afd86c007480001020304050607");
    }

    @Test
    void challenge_ofSixDigits_isWhatTheNodeExpects() throws Exception {
        String script =
                "const m = await import('/page/credit-code.js');"
                        + "const challenge = await m.challengeOf('cn-350100', '004711');"
                        + "const nonce = bytes('0001020304050607');"
                        + "return hex(m.presentationPayload(1795000000, nonce, challenge))";
        byte[] expected =
                TerminalChallenge.shown(NodeId.parse("cn-350100"), "004711").orElseThrow().bytes();
        assertThat(browser.await(FROM_HEX + script).stringValue())
                .isEqualTo(
                        "a3061a6afd86c0074800010203040506073a0001000150"
                                + HexFormat.of().formatHex(expected));
    }

    @Test
    void qrCode_everyLengthOfCode_isReadByAnotherReader() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int length = 1; length <= 483; length += 1 + random.nextInt(12)) {
            String text = text(random, length);
            JsonNode drawn =
                    qr(
                            "const { size, dark } = encode(args[0]); return [size, dark.join('')]",
                            text);
            var read =
                    new Decoder().decode(matrix(drawn.get(0).asInt(0), drawn.get(1).stringValue()));
            assertThat(read.getText()).as("seed %d, length %d", seed, length).isEqualTo(text);
            assertThat(read.getECLevel()).isEqualTo("M");
        }
    }

    @Test
    void qrCode_longestCode_isOfVersion13() {
        assertThat(qr("return encode(args[0]).version", "X".repeat(483)).asInt(0)).isEqualTo(13);
    }

    private static JsonNode base45(String call, String argument) {
        return browser.await(
                FROM_HEX
                        + "const { encode, decode } = await import('/page/base45.js'); return "
                        + call,
                argument);
    }

    private static JsonNode cbor(String call) {
        return browser.await(FROM_HEX + "const m = await import('/page/cbor.js'); return " + call);
    }

    private static JsonNode qr(String body, String text) {
        return browser.await("const { encode } = await import('/page/qr/encode.js');" + body, text);
    }

    private static String text(Random random, int length) {
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .reduce("", String::concat);
    }

    private static BitMatrix matrix(int size, String modules) {
        var matrix = new BitMatrix(size);
        for (int i = 0; i < modules.length(); i++) {
            if (modules.charAt(i) == '1') {
                matrix.set(i % size, i / size);
            }
        }
        return matrix;
    }
}
