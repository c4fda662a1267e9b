package org.xinqiao.trust.edit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlan.DelegationPlan;
import org.xinqiao.trust.document.FederationPlanJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.edit.NodeSetup.UsedKey;

/**
 * Makes keys and publishes their public halves into a federation's working directory. Private ones
 * go into files that only their owner reads.
 */
public final class KeyGen {
    private static final Set<KeyUse> SIGNING =
            EnumSet.of(
                    KeyUse.MESSAGE,
                    KeyUse.PASS,
                    KeyUse.STATUS,
                    KeyUse.CONSENT,
                    KeyUse.STREAM,
                    KeyUse.AGREEMENT);
    private static final List<KeyUse> LOG = List.of(KeyUse.LOG, KeyUse.WITNESS);

    private final Federation federation;
    private final SecureRandom random;

    /** A key maker for a federation. */
    public KeyGen(Federation federation, SecureRandom random) {
        this.federation = federation;
        this.random = random;
    }

    /** Makes the keys of every role that has none; returns the roles that got some. */
    public List<String> missingRoleKeys() throws IOException, LintFailed {
        FederationPlan plan = plan(federation);
        RoleKeyFiles files = new RoleKeyFiles(federation);
        List<String> made = new ArrayList<>();
        for (Map.Entry<String, FederationPlan.Quorum> role : plan.roles().entrySet()) {
            if (!files.exist(role.getKey())) {
                files.make(role.getKey(), role.getValue().keys(), random);
                made.add(role.getKey());
            }
        }
        for (DelegationPlan delegation : plan.delegations()) {
            if (!files.exist(delegation.role())) {
                files.make(delegation.role(), delegation.quorum().keys(), random);
                made.add(delegation.role());
            }
        }
        return List.copyOf(made);
    }

    /** Replaces the keys of a role; the next publication goes over to the new ones. */
    public void rotateRole(String role) throws IOException, LintFailed {
        FederationPlan plan = plan(federation);
        new RoleKeyFiles(federation).make(role, plan.quorum(role).keys(), random);
    }

    static FederationPlan plan(Federation federation) throws IOException, LintFailed {
        List<LintFault> faults = new ArrayList<>();
        YamlDocument document =
                YamlDocument.parse("federation.yaml", Files.readString(federation.plan()), faults);
        try {
            return FederationPlanJson.read(document.json());
        } catch (MalformedDocument e) {
            e.faults()
                    .forEach(each -> faults.add(document.fault(each.path(), "form", each.rule())));
            throw new LintFailed(faults);
        }
    }

    /**
     * New keys of these suites for all signing uses of a node, and one each for its log and as a
     * witness, good from {@code now} on.
     */
    public void newNodeKeys(
            NodeId node, URI endpoint, Set<Suite> suites, Set<String> pins, Instant now)
            throws IOException {
        List<UsedKey> keys = new ArrayList<>();
        for (Suite suite : EnumSet.copyOf(suites)) {
            SignatureAlgorithm algorithm =
                    switch (suite) {
                        case INTL -> SignatureAlgorithm.ES256;
                        case SM -> SignatureAlgorithm.SM2SM3;
                    };
            keys.add(new UsedKey(Keys.generate(algorithm, random), SIGNING));
        }
        for (KeyUse use : LOG) {
            keys.add(new UsedKey(Keys.generate(SignatureAlgorithm.EDDSA, random), Set.of(use)));
        }
        write(new NodeSetup(node, endpoint, pins, keys), List.of(), pins, now);
    }

    /**
     * Publishes what a node says about itself as {@code keys/<node>.yaml}, and keeps its private
     * keys to sign agreements with. Keys that stand there already stay as they are: a successor is
     * not taken back, nor a retirement or revocation. So do the pins, as long as one of them is of
     * a certificate that the node has. New keys are good from the beginning of the hour of {@code
     * now}, as passes round to the hour.
     */
    public void publish(NodeSetup setup, Instant now) throws IOException {
        NodeKeyFile file = new NodeKeyFile(federation);
        if (!file.exists(setup.node())) {
            write(setup, List.of(), setup.pins(), now);
            return;
        }
        NodeKeys before = file.read(setup.node());
        Set<String> pins = new HashSet<>(before.pins());
        if (Collections.disjoint(pins, setup.pins())) {
            pins.addAll(setup.pins());
        }
        write(setup, before.keys(), pins, now);
    }

    private void write(NodeSetup setup, List<NodeKey> before, Set<String> pins, Instant now)
            throws IOException {
        List<NodeKey> keys = new ArrayList<>(before);
        Set<String> known = before.stream().map(key -> key.key().kid()).collect(Collectors.toSet());
        for (UsedKey used : setup.keys()) {
            federation.privateNodeKeys(setup.node()).write(used.key(), random);
            if (!known.contains(used.key().kid())) {
                keys.add(
                        new NodeKey(
                                used.key().publicKey(),
                                used.uses(),
                                now.truncatedTo(ChronoUnit.HOURS),
                                null,
                                null));
            }
        }
        Set<Suite> suites =
                keys.stream()
                        // A log is SHA-256 and Ed25519 in every suite: its keys declare none.
                        .filter(key -> key.uses().stream().noneMatch(LOG::contains))
                        .map(key -> key.key().algorithm().suite())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Suite.class)));
        NodeKeys all = new NodeKeys(setup.node(), setup.endpoint(), suites, keys, pins);
        new NodeKeyFile(federation).write(all);
    }
}
