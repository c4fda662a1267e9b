package org.xinqiao.trust.edit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.AgreementMemory;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeysJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs agreements for those parties whose private keys are here. A signature that is there stays;
 * an agreement whose text has changed loses all of them and starts anew.
 */
public final class Signer {
    private final Federation federation;

    /** A signer for a federation. */
    public Signer(Federation federation) {
        this.federation = federation;
    }

    /** An agreement after signing: whose signature is still missing, and those that there are. */
    public record Signed(Agreement agreement, List<NodeId> missing, Optional<ObjectNode> jws) {
        /** Keeps a copy. */
        public Signed {
            missing = List.copyOf(missing);
        }

        /** Whether everybody whose signature is needed has signed. */
        public boolean isComplete() {
            return missing.isEmpty();
        }
    }

    /** Signs all agreements as far as the keys here allow. */
    public List<Signed> sign(Instant now) throws IOException, LintFailed {
        return sign(Lint.passed(federation), now);
    }

    List<Signed> sign(Edited edited, Instant now) throws IOException {
        SignedAgreements store = new SignedAgreements(federation);
        AgreementMemory memory = SignedAgreements.memory(federation);
        List<Signed> all = new ArrayList<>();
        try {
            for (var each : edited.of(DocumentType.AGREEMENT).entrySet()) {
                byte[] payload = StrictJson.write(each.getValue().json());
                Agreement agreement = AgreementJson.read(payload);
                Optional<GeneralJws> before = store.of(each.getKey(), payload);
                Signed signed = sign(agreement, payload, before, edited, now);
                if (signed.jws().isPresent()) {
                    store.write(each.getKey(), signed.jws().get());
                }
                if (signed.isComplete()) {
                    memory = memory.with(agreement);
                }
                all.add(signed);
            }
        } catch (MalformedDocument | MalformedJws e) {
            throw new IOException(e);
        }
        store.remember(memory);
        return List.copyOf(all);
    }

    private Signed sign(
            Agreement agreement,
            byte[] payload,
            Optional<GeneralJws> before,
            Edited edited,
            Instant now)
            throws IOException, MalformedDocument, MalformedJws {
        Optional<GeneralJws> jws = before;
        List<NodeId> missing = new ArrayList<>();
        var needed =
                agreement.ended() == null
                        ? agreement.parties().stream().sorted().toList()
                        : List.of(agreement.ended().by());
        for (NodeId party : needed) {
            Map<String, NodeKey> keys = goodKeys(party, edited, now);
            if (jws.isPresent() && hasSigned(jws.get(), keys)) {
                continue;
            }
            Optional<SigningKey> key =
                    federation.privateNodeKeys(party).read().stream()
                            .filter(each -> keys.containsKey(each.kid()))
                            .findFirst();
            if (key.isEmpty()) {
                missing.add(party);
                continue;
            }
            ObjectNode json =
                    jws.isPresent()
                            ? jws.get().withSignature(key.get())
                            : GeneralJws.sign(JwsType.AGREEMENT, payload, List.of(key.get()));
            jws = Optional.of(GeneralJws.parse(json, JwsType.AGREEMENT));
        }
        return new Signed(agreement, missing, jws.map(GeneralJws::toJson));
    }

    private static Map<String, NodeKey> goodKeys(NodeId party, Edited edited, Instant now)
            throws MalformedDocument {
        Map<String, NodeKey> keys = new TreeMap<>();
        YamlDocument document = edited.of(DocumentType.KEYS).get(party.value());
        if (document != null) {
            for (NodeKey key : NodeKeysJson.read(document.json()).keys().keys()) {
                if (key.uses().contains(KeyUse.AGREEMENT)
                        && key.standing(now, now) == NodeKey.Standing.GOOD) {
                    keys.put(key.key().kid(), key);
                }
            }
        }
        return keys;
    }

    private static boolean hasSigned(GeneralJws jws, Map<String, NodeKey> keys) {
        for (GeneralJws.Signature signature : jws.signatures()) {
            NodeKey key = keys.get(signature.kid());
            try {
                if (key != null) {
                    signature.verify(key.key());
                    return true;
                }
            } catch (BadSignature e) {
                // It is made again below.
                return false;
            }
        }
        return false;
    }
}
