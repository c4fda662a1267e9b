package org.xinqiao.trust;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.trust.DocumentFiles.DocumentFile;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementJson;
import org.xinqiao.trust.document.Ending;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Which agreements are in force: signed by every party, following the revision before, in their
 * term, with at least two parties that are active. A suspended party does not end the agreement
 * between the others; whether a given party is active, the caller asks.
 */
final class AgreementLoader {
    /** The zone of all calendar dates of the protocol. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Map<NodeId, Member> members;
    private final Map<NodeId, NodeKeys> keys;
    private final Instant now;
    private final List<TrustFault> faults;
    private AgreementMemory memory;

    AgreementLoader(
            Map<NodeId, Member> members,
            Map<NodeId, NodeKeys> keys,
            AgreementMemory memory,
            Instant now,
            List<TrustFault> faults) {
        this.members = members;
        this.keys = keys;
        this.memory = memory;
        this.now = now;
        this.faults = faults;
    }

    AgreementMemory memory() {
        return memory;
    }

    Map<Long, Agreement> load(Map<String, DocumentFile> files) {
        Map<Long, Agreement> inForce = new HashMap<>();
        for (DocumentFile file : files.values()) {
            try {
                GeneralJws jws = GeneralJws.parse(file.json(), JwsType.AGREEMENT);
                Agreement agreement = AgreementJson.read(jws.payload());
                Optional<String> fault = judge(file, agreement, jws);
                if (fault.isEmpty()) {
                    inForce.put(agreement.number(), agreement);
                } else {
                    faults.add(new TrustFault(file.path(), fault.get()));
                }
            } catch (MalformedJws | MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return inForce;
    }

    private Optional<String> judge(DocumentFile file, Agreement agreement, GeneralJws jws) {
        if (!file.name().equals(Long.toString(agreement.number()))) {
            return Optional.of("names another number");
        }
        Optional<String> objection = memory.objection(agreement);
        if (objection.isPresent()) {
            return objection;
        }
        if (!memory.knows(agreement)) {
            Optional<NodeId> missing = firstWithoutSignature(agreement, jws);
            if (missing.isPresent()) {
                return Optional.of("has no valid signature of " + missing.get());
            }
            memory = memory.with(agreement);
        }
        return notInForce(agreement);
    }

    private Optional<String> notInForce(Agreement agreement) {
        Ending ended = agreement.ended();
        if (ended != null) {
            return Optional.of("was ended by " + ended.by() + " at " + ended.at());
        }
        if (!agreement.runsOn(LocalDate.ofInstant(now, ZONE))) {
            return Optional.of(
                    "does not run today; its term is from "
                            + agreement.from()
                            + (agreement.until() == null ? "" : " until " + agreement.until()));
        }
        long active =
                agreement.parties().stream()
                        .map(members::get)
                        .filter(AgreementLoader::isActive)
                        .count();
        return active >= 2
                ? Optional.empty()
                : Optional.of("fewer than two of its parties are active members");
    }

    private static boolean isActive(@Nullable Member member) {
        return member != null && member.isActive();
    }

    private Optional<NodeId> firstWithoutSignature(Agreement agreement, GeneralJws jws) {
        Ending ended = agreement.ended();
        // Any party alone may end it.
        var needed = ended == null ? agreement.parties() : List.of(ended.by());
        return needed.stream()
                .sorted()
                .filter(party -> !hasSigned(party, agreement, jws))
                .findFirst();
    }

    private boolean hasSigned(NodeId party, Agreement agreement, GeneralJws jws) {
        NodeKeys published = keys.get(party);
        // One who is no member cannot become a party; one who is suspended was one.
        return members.containsKey(party)
                && published != null
                && published.keys().stream()
                        .filter(key -> maySign(key, agreement))
                        .anyMatch(key -> hasSigned(key, jws));
    }

    private boolean maySign(NodeKey key, Agreement agreement) {
        Instant dated = agreement.from().atStartOfDay(ZONE).toInstant();
        return key.uses().contains(KeyUse.AGREEMENT)
                && !now.isBefore(key.startsAt())
                && (key.revokedAt() == null || now.isBefore(key.revokedAt()))
                // The only date that an agreement bears is its first day.
                && (key.retiredAt() == null || dated.isBefore(key.retiredAt()));
    }

    private static boolean hasSigned(NodeKey key, GeneralJws jws) {
        for (GeneralJws.Signature signature : jws.signatures()) {
            try {
                if (signature.kid().equals(key.key().kid())) {
                    signature.verify(key.key());
                    return true;
                }
            } catch (BadSignature e) {
                // Not this one; a key signs once, so there is no other.
                return false;
            }
        }
        return false;
    }
}
