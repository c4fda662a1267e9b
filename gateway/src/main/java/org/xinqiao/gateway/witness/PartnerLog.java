package org.xinqiao.gateway.witness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.gateway.dispatch.PartnerClient;
import org.xinqiao.gateway.dispatch.PartnerUnreachable;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.trust.TrustSnapshot;
import tools.jackson.databind.node.ObjectNode;

/** A partner's log over the pinned connection to its node. */
final class PartnerLog implements ShownLog {
    private static final String BASE = "/federation/v1/";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final PartnerClient partners;
    private final TrustSnapshot trust;
    private final NodeId partner;

    PartnerLog(PartnerClient partners, TrustSnapshot trust, NodeId partner) {
        this.partners = partners;
        this.trust = trust;
        this.partner = partner;
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint() throws NotShown {
        return note(BASE + "log/checkpoint");
    }

    @Override
    public Optional<SignedCheckpoint> cosigned(NodeId node) throws NotShown {
        return note(BASE + "witness/" + node + "/checkpoint");
    }

    @Override
    public byte[] read(Tile tile) throws MissingHash {
        try {
            Reply reply = get(BASE + "log/" + tile.path());
            if (reply.status() == OK) {
                return reply.body();
            }
            throw new MissingHash(tile.path() + " is answered by " + reply.status());
        } catch (NotShown e) {
            throw new MissingHash(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The highest number of a notice that this node's partner had from it. A partner without this
     * door says nothing, which counts as none.
     */
    long received(NodeId self) throws NotShown {
        Reply reply = get(BASE + "received");
        if (reply.status() == NOT_FOUND) {
            return 0;
        }
        try {
            ObjectNode json = StrictJson.parseObject(reply.body());
            long high = json.path("high").asLong(-1);
            if (reply.status() == OK
                    && high >= 0
                    && self.value().equals(json.path("source").asString(""))) {
                return high;
            }
        } catch (MalformedJson e) {
            // told below
        }
        throw new NotShown("what was received is answered by " + reply.status());
    }

    /**
     * The last manifest of each of this node's streams that the partner took. A partner without
     * this door says nothing, which counts as none.
     */
    List<Signed<Manifest>> streams(NodeId self) throws NotShown {
        Reply reply = get(BASE + "received/streams");
        if (reply.status() == NOT_FOUND) {
            return List.of();
        }
        try {
            if (reply.status() == OK) {
                return manifests(new Fields("", StrictJson.parseObject(reply.body())), self);
            }
        } catch (MalformedJson | BadBatch e) {
            // told below
        }
        throw new NotShown("what was received of streams is answered by " + reply.status());
    }

    private static List<Signed<Manifest>> manifests(Fields json, NodeId self)
            throws MalformedJson, BadBatch, NotShown {
        if (!json.text("source").equals(self.value())) {
            throw new NotShown("what was received of streams is another's");
        }
        var manifests = new ArrayList<Signed<Manifest>>();
        for (Fields stream : json.objects("streams")) {
            Signed<Manifest> manifest =
                    Signed.manifest(stream.text("manifest").getBytes(StandardCharsets.US_ASCII));
            if (!manifest.statement().stream().source().equals(self)) {
                throw new NotShown("a manifest is of another's stream");
            }
            manifests.add(manifest);
        }
        return manifests;
    }

    private Optional<SignedCheckpoint> note(String path) throws NotShown {
        Reply reply = get(path);
        if (reply.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (reply.status() != OK) {
            throw new NotShown(path + " is answered by " + reply.status());
        }
        try {
            return Optional.of(SignedCheckpoint.parse(reply.body()));
        } catch (MalformedNote e) {
            throw new NotShown(path + ": " + e.getMessage());
        }
    }

    private Reply get(String path) throws NotShown {
        try {
            return partners.get(partner, trust, path);
        } catch (PartnerUnreachable e) {
            throw new NotShown(String.valueOf(e.getMessage()));
        }
    }
}
