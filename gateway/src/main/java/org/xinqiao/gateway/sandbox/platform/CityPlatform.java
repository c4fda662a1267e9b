package org.xinqiao.gateway.sandbox.platform;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.gateway.sandbox.client.NodeApi;
import org.xinqiao.gateway.sandbox.people.CityProfile;
import org.xinqiao.gateway.sandbox.people.Residents;
import org.xinqiao.gateway.sandbox.people.SampleOrganisation;
import org.xinqiao.gateway.sandbox.people.SampleOrganisations;
import org.xinqiao.gateway.sandbox.people.SampleResident;

/** A city's own platform, simulated. It is no part of the node and talks to it over HTTP alone. */
public final class CityPlatform implements AutoCloseable {
    private final LocalServer server;
    private final NodeApi node;

    private CityPlatform(LocalServer server, NodeApi node) {
        this.server = server;
        this.node = node;
    }

    /**
     * Starts it on a port, beside the node whose API it calls with its token.
     *
     * @param keys that the node signs messages with
     */
    public static CityPlatform start(
            CityProfile city,
            List<SampleResident> samples,
            int port,
            URI api,
            String platformToken,
            List<VerificationKey> keys)
            throws IOException {
        Residents residents = Residents.of(city, samples);
        List<SampleResident> own =
                samples.stream().filter(sample -> sample.node().equals(city.node())).toList();
        List<SampleOrganisation> organisations =
                SampleOrganisations.read().stream()
                        .filter(sample -> sample.node().equals(city.node()))
                        .toList();
        NodeApi node = new NodeApi(api, platformToken);
        var notices = new NoticesTaken(city.node(), keys);
        LocalServer server =
                LocalServer.bind(port)
                        .on("/notices", notices)
                        .on("/scores/query", new ScoreQueries(residents, InstantSource.system()))
                        .on(
                                "/organisations/query",
                                new OrganisationQueries(organisations, InstantSource.system()))
                        .on(
                                "/items/query",
                                new ItemQuestions(residents, organisations, InstantSource.system()))
                        .on(
                                "/",
                                new CityApp(
                                        new CityAppPage(city, own, organisations, notices::last),
                                        residents,
                                        organisations,
                                        new WalletSessions(node)))
                        .start();
        return new CityPlatform(server, node);
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        node.close();
    }
}
