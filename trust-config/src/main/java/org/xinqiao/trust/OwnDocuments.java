package org.xinqiao.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.crypto.PublicTestKeys;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.DocumentFiles.DocumentFile;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.BenefitsJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.NodeKeysJson;

/** What a node says about itself, which counts only from its own role. */
final class OwnDocuments {
    private OwnDocuments() {}

    static Map<NodeId, NodeKeys> keys(
            Map<String, DocumentFile> files,
            Set<NodeId> members,
            TrustLoader.TestKeys testKeys,
            List<TrustFault> faults) {
        Map<NodeId, NodeKeys> keys = new HashMap<>();
        for (DocumentFile file : files.values()) {
            try {
                NodeKeysJson.Read read = NodeKeysJson.read(file.json());
                NodeId node = read.keys().node();
                Optional<String> fault = faultOf(file, node, members);
                if (fault.isEmpty()) {
                    keys.put(node, good(file, read.keys(), testKeys, faults));
                    read.ignored()
                            .forEach(
                                    bad -> faults.add(new TrustFault(file.path(), bad.toString())));
                } else {
                    faults.add(new TrustFault(file.path(), fault.get()));
                }
            } catch (MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return keys;
    }

    /** Anybody signs with a public test key, so it is left out like any other bad one. */
    private static NodeKeys good(
            DocumentFile file,
            NodeKeys keys,
            TrustLoader.TestKeys testKeys,
            List<TrustFault> faults) {
        List<NodeKey> good = new ArrayList<>();
        for (NodeKey key : keys.keys()) {
            if (testKeys == TrustLoader.TestKeys.REFUSED && PublicTestKeys.isOne(key.key().kid())) {
                faults.add(new TrustFault(file.path(), key.key().kid() + " is a public test key"));
            } else {
                good.add(key);
            }
        }
        return new NodeKeys(keys.node(), keys.endpoint(), keys.suites(), good, keys.pins());
    }

    static List<Benefit> benefits(
            Map<String, DocumentFile> files,
            Set<NodeId> members,
            Map<Long, Agreement> agreements,
            List<TrustFault> faults) {
        List<Benefit> benefits = new ArrayList<>();
        for (DocumentFile file : files.values()) {
            try {
                List<Benefit> read = BenefitsJson.read(file.json());
                NodeId node = NodeId.parse(file.json().get("node").stringValue());
                Optional<String> fault = faultOf(file, node, members);
                if (fault.isPresent()) {
                    faults.add(new TrustFault(file.path(), fault.get()));
                    continue;
                }
                for (Benefit benefit : read) {
                    if (hasRule(benefit, agreements)) {
                        benefits.add(benefit);
                    } else {
                        // No rule means no benefit.
                        faults.add(
                                new TrustFault(
                                        file.path(),
                                        benefit.id()
                                                + " rests on no class of an agreement in force"));
                    }
                }
            } catch (MalformedDocument e) {
                faults.add(new TrustFault(file.path(), String.valueOf(e.getMessage())));
            }
        }
        return benefits;
    }

    private static boolean hasRule(Benefit benefit, Map<Long, Agreement> agreements) {
        Agreement agreement = agreements.get(benefit.agreement());
        return agreement != null
                && agreement.parties().contains(benefit.node())
                && agreement.classNumbered(benefit.classNumber()).isPresent();
    }

    private static Optional<String> faultOf(DocumentFile file, NodeId node, Set<NodeId> members) {
        if (!node.value().equals(file.name())) {
            return Optional.of("names another node");
        }
        if (!file.role().equals(node.value())) {
            return Optional.of("only role " + node + " may speak for it, not " + file.role());
        }
        return members.contains(node) ? Optional.empty() : Optional.of(node + " is not a member");
    }
}
