package org.xinqiao.contracts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StatusTokenTest {
    private static final String SUBJECT = "https://node.example/federation/v1/status/7";

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void token_ofEveryAlgorithm_inBothForms_comesBackAndVerifies(SignatureAlgorithm algorithm)
            throws Exception {
        SigningKey key = CodeSamples.key(algorithm);
        SigningKey other = CodeSamples.key(algorithm);
        StatusClaims claims = claims(1 << 18, 0, 7, 8, (1 << 18) - 1);

        for (StatusToken read :
                List.of(
                        StatusToken.parseCwt(StatusToken.cwt(key, claims)),
                        StatusToken.parseJwt(StatusToken.jwt(key, claims)))) {
            assertThat(read.claims()).isEqualTo(claims);
            assertThat(read.kid()).isEqualTo(key.kid());
            assertThat(read.algorithm()).isEqualTo(algorithm);
            assertThatCode(() -> read.verify(key.publicKey())).doesNotThrowAnyException();
            assertThatThrownBy(() -> read.verify(other.publicKey()))
                    .isInstanceOf(BadSignature.class);
        }
    }

    /** The list of the IETF's text with its eleven indices out of 2²⁰, and the golden tokens. */
    @Test
    void vectors_allHold() throws Exception {
        ObjectNode vectors = vectors();
        for (JsonNode one : vectors.path("lists").values()) {
            StatusList list = StatusList.inflated(Base64Url.decode(one.path("lst").stringValue()));
            assertThat(list).isEqualTo(list(one));
        }
        for (JsonNode one : vectors.path("tokens").values()) {
            byte[] bytes = HexFormat.of().parseHex(one.path("hex").stringValue());
            boolean cwt = one.path("type").stringValue().equals(StatusToken.CWT);
            StatusToken token = cwt ? StatusToken.parseCwt(bytes) : StatusToken.parseJwt(bytes);
            token.verify(Keys.parsePublic((ObjectNode) one.path("key")));
            assertThat(token.claims())
                    .isEqualTo(
                            new StatusClaims(
                                    one.path("sub").stringValue(),
                                    one.path("iat").longValue(),
                                    null,
                                    one.path("ttl").intValue(),
                                    list(one)));
        }
        for (JsonNode one : vectors.path("malformed").values()) {
            byte[] bytes = HexFormat.of().parseHex(one.path("hex").stringValue());
            assertThatThrownBy(() -> StatusToken.parseCwt(bytes))
                    .as(one.path("name").stringValue())
                    .isInstanceOf(MalformedStatusList.class);
        }
    }

    @Test
    void bit_isTheLeastSignificantFirst_andOutsideTheListNothingIsSaid() throws Exception {
        StatusList list = StatusList.inflated(Base64Url.decode("eNrbuRgAAhcBXQ"));
        assertThat(list.indices()).isEqualTo(16);
        var set = new BitSet();
        for (int i = 0; i < 16; i++) {
            set.set(i, list.isSet(i));
        }
        assertThat(set.toByteArray()).isEqualTo(new byte[] {(byte) 0xb9, (byte) 0xa3});
        assertThat(list.covers(15)).isTrue();
        assertThat(list.covers(16)).isFalse();
        assertThat(list.isSet(16)).isFalse();
        assertThat(list.covers(-1)).isFalse();
        assertThat(list.covers(0xffff_ffffL)).isFalse();
    }

    @Test
    void furtherIndices_areAdded_andNoneIsEverCleared() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var set = new BitSet();
            StatusList list = StatusList.of(1024, set);
            for (int step = 0; step < 5; step++) {
                List<Integer> more = random.ints(20, 0, 1100).boxed().toList();
                list = list.with(more);
                more.stream().filter(i -> i < 1024).forEach(set::set);
                assertThat(list).as("seed %d", seed).isEqualTo(StatusList.of(1024, set));
            }
        }
    }

    @Test
    void deflated_ofAnyList_inflatesToTheSame() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bits = new byte[1 + random.nextInt(4096)];
            random.nextBytes(bits);
            StatusList list = StatusList.of(8 * bits.length, BitSet.valueOf(bits));
            assertThat(StatusList.inflated(list.deflated())).as("seed %d", seed).isEqualTo(list);
        }
    }

    @Test
    void list_atTheBound_isRead_andOneByteMore_isNot() throws Exception {
        assertThat(StatusList.inflated(zeros(StatusList.BYTES_MAX)).indices())
                .isEqualTo(StatusList.INDICES_MAX);
        byte[] over = zeros(StatusList.BYTES_MAX + 1);
        assertThatThrownBy(() -> StatusList.inflated(over)).isInstanceOf(MalformedStatusList.class);
    }

    /** 64 KiB can promise 64 MiB: what is held stays bounded, and it ends at once. */
    @Test
    void bomb_isRefusedAtTheBound() throws Exception {
        byte[] bomb = zeros(60 << 20);
        assertThat(bomb.length).isLessThan(StatusToken.BYTES_MAX);
        assertThatThrownBy(() -> StatusList.inflated(bomb))
                .isInstanceOf(MalformedStatusList.class)
                .hasMessageContaining("131072");
    }

    @Test
    void zlib_cutOff_orFollowedByMore_orOfNothing_isRefused() throws Exception {
        byte[] whole = StatusList.of(64, new BitSet()).deflated();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StatusList.inflated(cut))
                    .as("%d", length)
                    .isInstanceOf(MalformedStatusList.class);
        }
        byte[] more = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> StatusList.inflated(more)).isInstanceOf(MalformedStatusList.class);
        byte[] nothing = zeros(0);
        assertThatThrownBy(() -> StatusList.inflated(nothing))
                .isInstanceOf(MalformedStatusList.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 901})
    void ttl_outsideOneToNineHundredSeconds_isRefused(int ttl) {
        SigningKey key = CodeSamples.key(SignatureAlgorithm.ES256);
        var claims = new StatusClaims(SUBJECT, 1, null, ttl, StatusList.of(8, new BitSet()));
        assertThatThrownBy(() -> StatusToken.parseCwt(StatusToken.cwt(key, claims)))
                .isInstanceOf(MalformedStatusList.class);
        assertThatThrownBy(() -> StatusToken.parseJwt(StatusToken.jwt(key, claims)))
                .isInstanceOf(MalformedStatusList.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 900})
    void ttl_atTheBounds_isRead(int ttl) throws Exception {
        SigningKey key = CodeSamples.key(SignatureAlgorithm.ES256);
        var claims = new StatusClaims(SUBJECT, 1, 2L, ttl, StatusList.of(8, new BitSet()));
        assertThat(StatusToken.parseCwt(StatusToken.cwt(key, claims)).claims()).isEqualTo(claims);
        assertThat(StatusToken.parseJwt(StatusToken.jwt(key, claims)).claims()).isEqualTo(claims);
    }

    @Test
    void everyByte_whenChanged_isRefused() throws Exception {
        SigningKey key = CodeSamples.key(SignatureAlgorithm.SM2SM3);
        StatusClaims claims = claims(64, 3, 9);
        byte[] cwt = StatusToken.cwt(key, claims);
        for (int i = 0; i < cwt.length; i++) {
            byte[] changed = cwt.clone();
            changed[i] ^= 0x21;
            assertThatThrownBy(() -> StatusToken.parseCwt(changed).verify(key.publicKey()))
                    .as("byte %d", i)
                    .isInstanceOfAny(MalformedStatusList.class, BadSignature.class);
        }
        byte[] jwt = StatusToken.jwt(key, claims);
        for (int i = 0; i < jwt.length; i++) {
            byte[] changed = jwt.clone();
            changed[i] = (byte) (changed[i] == 'B' ? 'C' : 'B');
            assertThatThrownBy(() -> StatusToken.parseJwt(changed).verify(key.publicKey()))
                    .as("character %d", i)
                    .isInstanceOfAny(MalformedStatusList.class, BadSignature.class);
        }
    }

    @Test
    void anyBytes_neverDoMoreThanBeRefused() throws Exception {
        long seed = System.nanoTime();
        System.out.println("StatusTokenTest seed " + seed);
        var random = new Random(seed);
        SigningKey key = CodeSamples.key(SignatureAlgorithm.ES256);
        byte[] cwt = StatusToken.cwt(key, claims(512, 1, 2, 400));
        byte[] jwt = StatusToken.jwt(key, claims(512, 1, 2, 400));
        int rounds = Boolean.getBoolean("xinqiao.long") ? 400_000 : 10_000;
        for (int round = 0; round < rounds; round++) {
            byte[] one = mutated(random.nextBoolean() ? cwt : jwt, random);
            try {
                StatusToken.parseCwt(one).verify(key.publicKey());
                assertThat(one).as("seed %d", seed).isEqualTo(cwt);
            } catch (MalformedStatusList | BadSignature expected) {
                // the only two ways out
            }
            try {
                StatusToken.parseJwt(one).verify(key.publicKey());
                assertThat(one).as("seed %d", seed).isEqualTo(jwt);
            } catch (MalformedStatusList | BadSignature expected) {
                // the only two ways out
            }
        }
    }

    @Test
    void token_overItsBound_isRefusedUnread() {
        assertThatThrownBy(() -> StatusToken.parseCwt(new byte[StatusToken.BYTES_MAX + 1]))
                .isInstanceOf(MalformedStatusList.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> StatusToken.parseJwt(new byte[StatusToken.BYTES_MAX + 1]))
                .isInstanceOf(MalformedStatusList.class)
                .hasMessageContaining("65536");
    }

    /** A list that cannot be compressed at all still fits a token of either form. */
    @Test
    void list_ofThisProductsWidth_alwaysFitsAToken() throws Exception {
        byte[] noise = new byte[(1 << 18) / 8];
        new Random(1).nextBytes(noise);
        var claims =
                new StatusClaims(
                        SUBJECT, 1, null, 900, StatusList.of(1 << 18, BitSet.valueOf(noise)));
        SigningKey key = CodeSamples.key(SignatureAlgorithm.SM2SM3);
        assertThat(StatusToken.cwt(key, claims).length).isLessThanOrEqualTo(StatusToken.BYTES_MAX);
        assertThat(StatusToken.jwt(key, claims).length).isLessThanOrEqualTo(StatusToken.BYTES_MAX);
    }

    private static byte[] mutated(byte[] of, Random random) {
        byte[] one = java.util.Arrays.copyOf(of, of.length - random.nextInt(3));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            one[random.nextInt(one.length)] = (byte) random.nextInt(256);
        }
        return one;
    }

    private static byte[] zeros(int length) throws IOException {
        try (var out = new ByteArrayOutputStream()) {
            var deflater = new Deflater(9);
            try (var zlib = new java.util.zip.DeflaterOutputStream(out, deflater)) {
                byte[] chunk = new byte[1 << 16];
                for (int left = length; left > 0; left -= chunk.length) {
                    zlib.write(chunk, 0, Math.min(left, chunk.length));
                }
            }
            deflater.end();
            return out.toByteArray();
        }
    }

    private static StatusList list(JsonNode vector) {
        var set = new BitSet();
        vector.path("set").values().forEach(index -> set.set(index.intValue()));
        return StatusList.of(vector.path("indices").intValue(), set);
    }

    private static ObjectNode vectors() throws Exception {
        String name = "/org/xinqiao/contracts/vectors/status_list_vectors.json";
        try (InputStream in = StatusTokenTest.class.getResourceAsStream(name)) {
            return StrictJson.parseObject(in.readAllBytes());
        }
    }

    static StatusClaims claims(int indices, int... set) {
        var bits = new BitSet();
        for (int index : set) {
            bits.set(index);
        }
        return new StatusClaims(SUBJECT, 1_795_222_800L, null, 900, StatusList.of(indices, bits));
    }
}
