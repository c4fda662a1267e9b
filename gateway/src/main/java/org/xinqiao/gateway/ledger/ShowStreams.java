package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Reconciliation;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.StoredSums;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.permit.FlowRules;
import org.xinqiao.gateway.receive.PublishedStreams;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows own streams to whoever may have them. */
@Component
class ShowStreams implements PublishedStreams {
    private final Streams streams;
    private final StreamEntries entries;
    private final StreamLanes lanes;
    private final Batches batches;
    private final JdbcTemplate jdbc;
    private final Trust trust;
    private final Clock clock;

    ShowStreams(
            Streams streams,
            StreamEntries entries,
            StreamLanes lanes,
            Batches batches,
            JdbcTemplate jdbc,
            Trust trust,
            Clock clock) {
        this.streams = streams;
        this.entries = entries;
        this.lanes = lanes;
        this.batches = batches;
        this.jdbc = jdbc;
        this.trust = trust;
        this.clock = clock;
    }

    @Override
    public byte[] state(StreamName stream, NodeId reader) throws Refusal {
        KeptStream kept = permitted(stream, reader);
        byte[] statement = kept.statement();
        if (statement == null || !kept.stateIsKnown()) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "state");
        }
        return statement;
    }

    @Override
    public byte[] received(NodeId source) {
        ObjectNode json = StrictJson.object().put("source", source.value());
        var list = json.putArray("streams");
        for (KeptStream stream : streams.all()) {
            if (!stream.own() && stream.name().source().equals(source)) {
                batches.manifestAt(stream.id(), stream.seq())
                        .ifPresent(last ->
                                list.addObject()
                                        .put("stream", stream.name().value())
                                        .put("changes", stream.seq())
                                        .put("manifest", text(last)));
            }
        }
        return StrictJson.write(json);
    }

    private static String text(Signed<Manifest> manifest) {
        return new String(manifest.bytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] sums(StreamName stream, NodeId reader, byte[] question) throws Refusal {
        KeptStream kept = permitted(stream, reader);
        try {
            return Reconciliation.answer(question, new StoredSums(jdbc, kept.id()));
        } catch (MalformedAvro e) {
            throw new Refusal(ProblemType.MESSAGE_MALFORMED, "rule", "The question is malformed");
        }
    }

    /** Each as {@code {seq, key, entry}}, the entry an object, or a text where it is sealed. */
    @Override
    public byte[] entries(StreamName stream, NodeId reader, byte[] places) throws Refusal {
        KeptStream kept = permitted(stream, reader);
        lanes.sending(kept.id(), reader, kept.seq());
        ObjectNode json = StrictJson.object();
        var list = json.putArray("entries");
        try {
            for (StreamEntries.Held one : entries.at(kept, places(places))) {
                ObjectNode entry = list.addObject().put("seq", one.seq()).put("key", one.key());
                switch (Objects.requireNonNull(one.content())) {
                    case Content.Open open ->
                            entry.set("entry", StrictJson.parseObject(open.json()));
                    case Content.Sealed sealed -> entry.put("entry", sealed.jwe());
                    case Content.Recalled _, Content.Erased _ ->
                            throw new IllegalStateException("such have no row");
                }
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException("an entry in the database is damaged", e);
        }
        return StrictJson.write(json);
    }

    private static List<Long> places(byte[] json) throws Refusal {
        var places = new ArrayList<Long>();
        try {
            for (JsonNode place : StrictJson.parse(json).path("places")) {
                places.add(Long.parseLong(place.asString("")));
            }
        } catch (MalformedJson | NumberFormatException e) {
            throw new Refusal(ProblemType.MESSAGE_MALFORMED, "rule", "A list of places as texts");
        }
        if (places.size() > Bounds.REPAIR_PLACES_MAX) {
            throw new Refusal(ProblemType.MESSAGE_MALFORMED, "rule", "Too many places at once");
        }
        return places;
    }

    private KeptStream permitted(StreamName stream, NodeId reader) throws Refusal {
        var acting = trust.inForce(clock.instant());
        if (!stream.source().equals(acting.self())) {
            throw new Refusal(ProblemType.STREAM_UNKNOWN, "stream", stream.value());
        }
        FlowRules.decide(stream, reader, acting);
        return streams.find(stream)
                .orElseThrow(
                        () -> new Refusal(ProblemType.STREAM_UNKNOWN, "stream", stream.value()));
    }
}
