package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.avro.SchemaSamples;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.node.ObjectNode;

/** A source with a later schema: what we do not know is in the hashes all the same. */
class EvolvedBatchTest {
    private final Random random = new Random(20261121);

    @Test
    void file_ofALaterSchema_hasTheRootsOfItsSource_andTheEntriesThatWeKnow() throws Exception {
        List<Change> changes = StreamSamples.changes(random, 1, 40);
        Schema later =
                new Schema.Parser()
                        .parse(
                                SchemaSamples.later(
                                        "{ \"name\": \"zone\", \"default\": null, \"type\": ["
                                                + " \"null\", \"string\" ] },"));
        byte[] file = rewritten(changes, later);
        Frontier tree = new Frontier();
        for (Change change : changes) {
            tree.append(leafWithZone(change), (level, index, hash) -> {});
        }
        var manifest =
                new Manifest(
                        StreamSamples.STREAM,
                        1,
                        40,
                        null,
                        tree.root(),
                        Hash.of(Digests.sha256(file)));

        List<Change> read = StreamSamples.read(manifest, file);

        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).key()).isEqualTo(changes.get(i).key());
            if (changes.get(i).content() instanceof Content.Open open) {
                var known = (Content.Open) read.get(i).content();
                assertThat(known.entry()).isEqualTo(open.entry());
                assertThat(known.complete()).isFalse();
                assertThat(new String(known.json(), StandardCharsets.UTF_8))
                        .contains("\"zone\":\"自贸区\"");
                assertThatThrownBy(() ->
                                ChangeCodec.write(new Change(1, "k", known), new AvroOutput()))
                        .as("written by our schema, it would lose what we do not know")
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static Hash leafWithZone(Change change) throws Exception {
        if (!(change.content() instanceof Content.Open open)) {
            return change.leaf();
        }
        ObjectNode entry = StrictJson.parseObject(open.json());
        entry.put("zone", "自贸区");
        ObjectNode json = StrictJson.object();
        json.set("entry", entry);
        json.put("key", change.key()).put("op", "UPSERT").put("seq", change.seq());
        Origin origin = change.origin();
        if (origin != null) {
            json.putObject("origin")
                    .put("leaf", Manifest.text(origin.leaf()))
                    .put("seq", origin.seq())
                    .put("stream", origin.stream().value());
        }
        return Hash.ofLeaf(Jcs.of(json));
    }

    private static byte[] rewritten(List<Change> changes, Schema later) throws Exception {
        var out = new ByteArrayOutputStream();
        byte[] ours = StreamSamples.batch(StreamSamples.STREAM, changes, null).file();
        List<GenericRecord> records = new ArrayList<>();
        try (var stream =
                new DataFileStream<GenericRecord>(
                        new ByteArrayInputStream(ours),
                        new GenericDatumReader<>(ChangeSchema.current(), later))) {
            stream.forEach(records::add);
        }
        try (var writer =
                new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                        .setCodec(CodecFactory.zstandardCodec(3))
                        .create(later, out)) {
            for (GenericRecord record : records) {
                if (record.get("entry") instanceof GenericRecord entry) {
                    entry.put("zone", "自贸区");
                }
                writer.append(record);
            }
        }
        return out.toByteArray();
    }
}
