package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.KeyChanges;
import org.xinqiao.trust.KeyChanges.Unvouched;
import org.xinqiao.trust.evidence.EvidenceBundle;
import org.xinqiao.trust.evidence.TrustArchive;
import org.xinqiao.trust.tuf.TufRefused;
import tools.jackson.databind.node.ObjectNode;

/**
 * Raises an alarm when a member's keys change and no earlier key of that member stands for it
 * (protocol, section 2). Both versions of the documents are kept with their signatures, so anybody
 * can verify it again.
 */
@Component
class WatchKeys {
    private static final Logger LOG = LoggerFactory.getLogger(WatchKeys.class);

    private final TrustVersions versions;
    private final Alarms alarms;

    WatchKeys(TrustVersions versions, Alarms alarms) {
        this.versions = versions;
        this.alarms = alarms;
    }

    /** Compares a version that is being recorded with the last one before it. */
    void changed(long version, byte[] root, SortedMap<String, byte[]> files, Instant now) {
        Optional<EvidenceBundle.TrustState> before = versions.before(version);
        if (before.isEmpty()) {
            return;
        }
        try {
            var had = TrustArchive.repository(root, before.get().files(), before.get().from());
            var has = TrustArchive.repository(root, files, now);
            for (Unvouched change : KeyChanges.unvouched(had, has)) {
                alarms.raise(alarm(change, had.snapshotVersion(), has.snapshotVersion(), now));
            }
        } catch (IOException | TufRefused e) {
            LOG.warn(
                    "trust snapshot {} cannot be compared with the last: {}",
                    version,
                    e.toString());
        }
    }

    private static Alarm alarm(Unvouched change, long before, long after, Instant now) {
        ObjectNode proof =
                StrictJson.object().put("node", change.node().value()).put("before", before);
        change.earlier().forEach(proof.putArray("keysBefore")::add);
        proof.put("after", after);
        change.now().forEach(proof.putArray("keysAfter")::add);
        return Alarm.of(
                Alarm.Kind.KEY_CHANGE_UNVOUCHED,
                change.node() + "/keys",
                now,
                change.node() + " 的密钥已变更，而该成员此前的任何密钥都未为此签名：请以其他途径向该成员核实。",
                "The keys of "
                        + change.node()
                        + " have changed, and no earlier key of that member signed for it: ask the member by another way.",
                proof,
                StrictJson.write(proof));
    }
}
