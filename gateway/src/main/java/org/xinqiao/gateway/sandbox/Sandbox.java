package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.gateway.sandbox.kafka.KafkaBroker;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;
import org.xinqiao.gateway.sandbox.keys.TlsIdentity;
import org.xinqiao.gateway.sandbox.people.CityProfile;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import org.xinqiao.gateway.sandbox.people.SampleOrganisations;
import org.xinqiao.gateway.sandbox.people.SampleResident;
import org.xinqiao.gateway.sandbox.people.SampleResidents;
import org.xinqiao.gateway.sandbox.platform.CityPlatform;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;

/**
 * The federation on this machine: four nodes as in production, and around them a database server,
 * the trust repository and the cities' simulated platforms.
 *
 * <p>Once {@link #start} has returned, every node answers, the agreement is approved and {@code
 * sandbox.json} is there. Keys, tokens, consents and all else are kept in the directory, and a
 * second start goes on with them.
 */
public final class Sandbox implements AutoCloseable {
    private final SandboxOptions options;
    private final Staging staging;
    private final Opened opened;
    private final Layout layout;
    private final Ports ports;
    private final List<SampleResident> samples = SampleResidents.read();
    private final List<SampleOrganisation> organisations = SampleOrganisations.read();
    private final List<NodeHome> homes = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();

    private Sandbox(SandboxOptions options, Staging staging, Opened opened) {
        this.options = options;
        this.staging = staging;
        this.opened = opened;
        this.layout = new Layout(options.directory());
        this.ports = new Ports(options.port());
    }

    /**
     * Starts everything.
     *
     * @throws SandboxFault with a line for the person, when they can do something about it
     */
    public static Sandbox start(SandboxOptions options) throws IOException {
        return start(options, Staging.USUAL);
    }

    /** Starts everything, the nodes as staged. */
    public static Sandbox start(SandboxOptions options, Staging staging) throws IOException {
        return start(options, staging, new Opened());
    }

    /** Starts everything into {@code opened}, which another thread may close meanwhile. */
    static Sandbox start(SandboxOptions options, Opened opened) throws IOException {
        return start(options, Staging.USUAL, opened);
    }

    private static Sandbox start(SandboxOptions options, Staging staging, Opened opened)
            throws IOException {
        Sandbox sandbox = new Sandbox(options, staging, opened);
        try {
            sandbox.open();
            return sandbox;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void open() throws IOException {
        opened.add(Lease.take(options.directory()));
        SandboxFile file = new SandboxFile(options.directory());
        file.remove();
        if (options.reset()) {
            layout.reset();
        }
        ports.requireFree();
        var nodes = new ArrayList<>(SandboxNode.ALL);
        nodes.addAll(SandboxNode.FURTHER.subList(0, staging.further()));
        for (SandboxNode node : nodes) {
            homes.add(NodeHome.open(layout.nodes(), node, Instant.now(), random));
        }
        SandboxFile.Outside outside = outside();
        openSurroundings(outside);
        List<NodeHome> started =
                homes.stream().filter(home -> staging.nodes().contains(home.node().id())).toList();
        Parallel.all(
                started.stream()
                        .<Callable<AutoCloseable>>map(home -> () -> openNode(home))
                        .toList());
        new Approvals(ports).giveAll(started);
        file.write(started, ports, outside, layout.trustRoot(), samples, organisations);
        opened.add(file::remove);
    }

    private SandboxFile.Outside outside() throws IOException {
        return new SandboxFile.Outside(
                MemberKeys.ofOutsider(layout.outside(), random),
                TlsIdentity.in(
                        layout.outside(), SandboxNode.OUTSIDE.value(), Instant.now(), random));
    }

    /**
     * Database, trust repository and platforms do not need each other; the nodes need all of them.
     */
    private void openSurroundings(SandboxFile.Outside outside) throws IOException {
        List<Callable<AutoCloseable>> surroundings = new ArrayList<>();
        surroundings.add(() -> openDatabases());
        if (staging.withKafka()) {
            surroundings.add(() -> openKafka());
        }
        surroundings.add(() ->
                opened.add(
                        TrustPublication.open(
                                layout, ports, homes, outside, InstantSource.system())));
        for (NodeHome home : homes) {
            home.node().city().ifPresent(city -> surroundings.add(() -> openPlatform(city, home)));
        }
        Parallel.all(surroundings);
    }

    private PostgresServer openDatabases() throws IOException, SQLException {
        PostgresServer postgres = opened.add(PostgresServer.start(layout.postgres()));
        for (NodeHome home : homes) {
            String name = home.node().id().value();
            postgres.createDatabase(name, home.databasePassword());
            home.configure(ports, postgres.url(name), layout.trustRoot(), staging.withKafka());
        }
        return postgres;
    }

    /** What the routes send through it waits until it is there. */
    private KafkaBroker openKafka() throws IOException {
        KafkaBroker broker =
                opened.add(
                        KafkaBroker.start(layout.kafka(), ports.kafka(), ports.kafkaController()));
        broker.createTopics(
                SandboxNode.THROUGH_KAFKA.stream().map(node -> node.id().value()).toList());
        return broker;
    }

    private CityPlatform openPlatform(CityProfile city, NodeHome home) throws IOException {
        SandboxNode node = home.node();
        return opened.add(
                CityPlatform.start(
                        city,
                        samples,
                        ports.platform(node.place()),
                        ports.apiUri(node),
                        home.token("platform"),
                        home.keys().verifying(KeyUse.MESSAGE)));
    }

    private AutoCloseable openNode(NodeHome home) throws IOException {
        return opened.add(staging.runner().run(home.configuration()));
    }

    /** What a person needs to go on: nodes, pages and residents. */
    public String table() {
        return new Table(ports, homes, samples, organisations, layout.directory()).text();
    }

    /** Stops everything, nodes first and the database last. */
    @Override
    public void close() {
        opened.close();
    }
}
