package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.AvroJson;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

class EntryCodecTest {
    private static final Schema ENTRY =
            ChangeSchema.current().getField("entry").schema().getTypes().get(1);

    @Test
    void penalty_asCanonicalJson_isThisText() {
        assertThat(new String(EntrySamples.penalty().json(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"basis\":\"《中华人民共和国行政处罚法》第九条\",\"class\":\"PUBLIC\","
                                + "\"document\":{\"date\":\"2026-11-02\",\"reference\":\"厦示罚〔2026〕17号\"},"
                                + "\"fields\":{\"CF_FR\":\"陈雅琳\",\"CF_NR\":\"罚款\"},\"item\":\"record.penalty\","
                                + "\"model\":1,\"penalty\":{\"amount\":\"0.5\",\"confirmed\":false,"
                                + "\"domain\":\"OTHER\",\"kinds\":[\"FINE\"],\"procedure\":\"ORDINARY\",\"undone\":false},"
                                + "\"severity\":\"GENERAL\",\"source\":{\"code\":\"11350200004133222T\","
                                + "\"division\":\"350200\",\"level\":\"CITY\",\"name\":\"厦门市示例监督管理局\"},"
                                + "\"state\":\"ACTIVE\",\"subject\":{\"code\":\"91350200MA2Y0TKL8Q\","
                                + "\"name\":\"厦门市示例贸易有限公司\",\"type\":\"ORGANISATION\"},"
                                + "\"until\":\"2027-11-02\",\"version\":1}");
    }

    /** Three ways to the same bytes, and back: our reader, the JSON reader, Avro's schema alone. */
    @Test
    void anyEntry_byEveryWay_isTheSame() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("EntryCodecTest -Dxinqiao.seed=" + seed);
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 100_000 : 3_000;
        for (int round = 0; round < rounds; round++) {
            Entry entry = EntrySamples.random(random);
            var out = new AvroOutput();
            EntryCodec.write(entry, out);
            var json = new Jcs();
            var in = new AvroInput(out.buffer(), 0, out.length());

            assertThat(EntryCodec.read(in, json)).isEqualTo(entry);
            assertThat(in.atEnd()).isTrue();
            assertThat(json.bytes()).isEqualTo(entry.json());
            assertThat(Entry.parse(json.bytes())).isEqualTo(entry);
            ObjectNode generic = AvroJson.read(ENTRY, new AvroInput(out.buffer(), 0, out.length()));
            assertThat(Jcs.of(generic)).isEqualTo(json.bytes());
            assertThat(Jcs.of(StrictJson.parseObject(json.bytes()))).isEqualTo(json.bytes());
        }
    }

    @Test
    void enums_inTheSchema_areTheCodesInTheirOrder() {
        assertSymbols(ENTRY.getField("class").schema(), DisclosureClass.values());
        assertSymbols(ENTRY.getField("state").schema(), EntryState.values());
        assertSymbols(ENTRY.getField("severity").schema().getTypes().get(1), Severity.values());
        Schema subject = ENTRY.getField("subject").schema();
        assertSymbols(subject.getField("type").schema(), SubjectType.values());
        assertSymbols(ENTRY.getField("source").schema().getField("level").schema(), Level.values());
        Schema penalty = ENTRY.getField("penalty").schema().getTypes().get(1);
        assertSymbols(penalty.getField("domain").schema(), PenaltyDomain.values());
        assertSymbols(penalty.getField("kinds").schema().getElementType(), PenaltyKind.values());
        assertSymbols(penalty.getField("procedure").schema(), Procedure.values());
        Schema measure = ENTRY.getField("measure").schema().getTypes().get(1);
        assertSymbols(measure.getField("addressee").schema(), Addressee.values());
    }

    /** Else the canonical JSON could not be written in one pass. */
    @Test
    void fields_ofEveryRecordOfTheSchema_standInTheOrderOfTheirNames() {
        assertSorted(ChangeSchema.current());
    }

    @Test
    void fields_writtenInAnyOrder_areSorted() throws Exception {
        var sorted = new AvroOutput();
        EntryCodec.write(EntrySamples.penalty(), sorted);
        byte[] bytes = sorted.bytes();
        byte[] first = pair("CF_FR", "陈雅琳");
        byte[] second = pair("CF_NR", "罚款");
        int at = indexOf(bytes, first);
        System.arraycopy(second, 0, bytes, at, second.length);
        System.arraycopy(first, 0, bytes, at + second.length, first.length);
        var json = new Jcs();

        Entry entry = EntryCodec.read(new AvroInput(bytes, 0, bytes.length), json);

        assertThat(entry).isEqualTo(EntrySamples.penalty());
        assertThat(json.bytes()).isEqualTo(EntrySamples.penalty().json());
    }

    @Test
    void fields_withANameTwice_areRefused() {
        var out = new AvroOutput();
        EntryCodec.write(EntrySamples.penalty(), out);
        byte[] bytes = out.bytes();
        byte[] other = "CF_NR".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(other, 0, bytes, indexOf(bytes, pair("CF_FR", "陈雅琳")) + 1, 5);

        assertThatThrownBy(() -> EntryCodec.read(new AvroInput(bytes, 0, bytes.length), new Jcs()))
                .isInstanceOf(MalformedAvro.class);
    }

    /**
     * Every byte wrong in every bit: another entry of the same bytes, or refused; never a crash.
     */
    @Test
    void anyFlippedBit_isAnotherEntryOrRefused() {
        var out = new AvroOutput();
        EntryCodec.write(EntrySamples.personPenalty(), out);
        byte[] json = EntrySamples.personPenalty().json();
        for (int bit = 0; bit < 8 * out.length(); bit++) {
            byte[] bytes = out.bytes();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            var read = new Jcs();
            try {
                Entry entry = EntryCodec.read(new AvroInput(bytes, 0, bytes.length), read);
                assertThat(entry.json()).isEqualTo(read.bytes());
                assertThat(read.bytes()).isNotEqualTo(json);
            } catch (MalformedAvro e) {
                assertThat(e.getMessage()).doesNotContain("陈雅琳", EntrySamples.CITIZEN);
            }
        }
    }

    /** Whatever somebody sends as JSON: an entry with one spelling, or refused by name. */
    @Test
    void anyJson_isAnEntryOfOneSpelling_orRefused() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 200_000 : 10_000;
        int accepted = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] json = EntrySamples.random(random).json();
            switch (random.nextInt(4)) {
                case 0 -> json[random.nextInt(json.length)] = (byte) random.nextInt(256);
                case 1 -> json = Arrays.copyOf(json, random.nextInt(json.length));
                case 2 -> {
                    int at = random.nextInt(json.length - 8);
                    System.arraycopy(json, random.nextInt(json.length - 8), json, at, 8);
                }
                default -> {
                    String digits = Integer.toString(random.nextInt());
                    json =
                            new String(json, StandardCharsets.UTF_8)
                                    .replaceFirst("[0-9]+", digits)
                                    .getBytes(StandardCharsets.UTF_8);
                }
            }
            try {
                Entry entry = Entry.parse(json);
                assertThat(Entry.parse(entry.json())).as("seed %s", seed).isEqualTo(entry);
                accepted++;
            } catch (MalformedJson e) {
                assertThat(e.rule()).as("seed %s", seed).isNotBlank();
            }
        }
        assertThat(accepted).as("seed %s", seed).isPositive();
    }

    @Test
    void texts_withALoneSurrogate_areRefused() {
        Entry entry =
                EntrySamples.penalty()
                        .with(
                                EntrySamples.penalty().subject(),
                                EntryFields.of(Map.of("CF_NR", "half \uD83D")));

        assertThatThrownBy(entry::json).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_withAMemberThatIsNotKnown_isReadOnlyWhereALaterModelMayHaveWrittenIt()
            throws Exception {
        ObjectNode json = StrictJson.parseObject(EntrySamples.penalty().json());
        json.put("zone", "自贸区");
        ((ObjectNode) json.get("penalty")).put("domain", "SPACE_LAW");

        assertThatThrownBy(() -> Entry.parse(json)).isInstanceOf(MalformedJson.class);
        assertThat(Entry.parseKnown(json)).isEqualTo(EntrySamples.penalty());
        json.put("class", "SECRET");
        assertThatThrownBy(() -> Entry.parseKnown(json))
                .as("a class that nobody knows is not guessed")
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void bounds_ofTextsAndFields_areExact() {
        EntryFields.of(Map.of("A", "x".repeat(EntryBounds.TEXT_CHARACTERS_MAX)));
        assertThatThrownBy(() ->
                        EntryFields.of(
                                Map.of("A", "x".repeat(EntryBounds.TEXT_CHARACTERS_MAX + 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryFields.of(Map.of("A", "")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryFields.of(Map.of("A B", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryFields.of(Map.of("A".repeat(65), "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_ofAnEntry_showsNothingOfTheSubject() {
        Entry entry = EntrySamples.personPenalty();

        assertThat(entry + " " + entry.subject() + " " + entry.fields())
                .doesNotContain("雅琳", EntrySamples.CITIZEN);
        assertThat(new StatedNumber(EntrySamples.CITIZEN)).hasToString("11**************2X");
    }

    private static void assertSymbols(Schema schema, Enum<?>[] constants) {
        assertThat(schema.getEnumSymbols())
                .isEqualTo(Arrays.stream(constants).map(Enum::name).toList());
    }

    private static void assertSorted(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                var names = schema.getFields().stream().map(Schema.Field::name).toList();
                assertThat(names).isSorted();
                schema.getFields().forEach(field -> assertSorted(field.schema()));
            }
            case UNION -> schema.getTypes().forEach(EntryCodecTest::assertSorted);
            default -> {}
        }
    }

    private static byte[] pair(String name, String value) {
        return new AvroOutput().writeText(name).writeText(value).bytes();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
