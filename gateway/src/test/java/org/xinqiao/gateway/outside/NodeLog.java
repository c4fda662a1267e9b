package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;
import org.xinqiao.gateway.witness.LogAudit;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.HttpFetcher;
import tools.jackson.databind.JsonNode;

/** A node's evidence log as a partner sees it: over TLS, with what it saw before in mind. */
final class NodeLog implements TileHashes.Reader {
    private static final String BASE = "/federation/v1/log/";

    private final Outside partner;
    private final NodeId owner;
    private final NodeDatabase database;
    private final List<SignedCheckpoint> seen = new ArrayList<>();

    /** The log of {@code owner}; its database only says which records must stand in it. */
    NodeLog(Outside partner, NodeId owner, NodeDatabase database) {
        this.partner = partner;
        this.owner = owner;
        this.database = database;
    }

    /** Remembers the checkpoint that it shows now. */
    void look() throws Exception {
        seen.add(checkpoint());
    }

    /** Remembers what another node cosigned of it, once it has done so for the first time. */
    void lookAtWhatIsCosignedBy(NodeId witness) throws Exception {
        String path = "/federation/v1/witness/" + owner + "/checkpoint";
        Outside.Answer answer =
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> partner.get(witness, path), each -> each.status() == 200);
        seen.add(SignedCheckpoint.parse(answer.body()));
    }

    /** It is whole, and continues all that was seen. */
    void isProven() throws Exception {
        LogAudit audit = isWhole();
        assertThat(seen.stream().map(SignedCheckpoint::checkpoint).distinct())
                .as("checkpoints on the way")
                .hasSizeGreaterThan(1);
        audit.continues(seen);
    }

    /** Every message stands in it once, and nobody was alarmed. */
    LogAudit isWhole() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> database.number("select count(*) from log_pending") == 0);
        var audit = new LogAudit(key(), checkpoint(), this);
        audit.holdsOnce(database.records());
        assertThat(database.number("select count(*) from alarm")).as("alarms").isZero();
        return audit;
    }

    private SignedCheckpoint checkpoint() throws Exception {
        Outside.Answer answer = partner.get(owner, BASE + "checkpoint");
        assertThat(answer.status()).isEqualTo(200);
        return SignedCheckpoint.parse(answer.body());
    }

    @Override
    public byte[] read(Tile tile) throws MissingHash {
        try {
            Outside.Answer answer = partner.get(owner, BASE + tile.path());
            if (answer.status() == 200) {
                return answer.body();
            }
            throw new MissingHash(tile.path() + " is answered by " + answer.status());
        } catch (MissingHash e) {
            throw e;
        } catch (Exception e) {
            throw new MissingHash(tile.path() + ": " + e);
        }
    }

    /** As the trust documents publish it. */
    private NoteKey key() throws Exception {
        JsonNode at = partner.sandbox.path("trust");
        var trust =
                Verification.verify(
                        Path.of(at.path("root").stringValue()),
                        new HttpFetcher(URI.create(at.path("repository").stringValue())),
                        Instant.now());
        return trust.keys(owner).orElseThrow().keys().stream()
                .filter(key -> key.uses().contains(KeyUse.LOG))
                .findFirst()
                .map(key -> NoteKey.ofLog(owner, key.key()))
                .orElseThrow();
    }
}
