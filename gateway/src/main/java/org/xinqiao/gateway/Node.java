package org.xinqiao.gateway;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.receive.Connectors;

/**
 * One running node. Several may run in one program: a node keeps nothing in static fields and
 * registers nothing under a name that is global to the program.
 */
public final class Node implements AutoCloseable {
    private final NodeConfig config;
    private final ServletWebServerApplicationContext context;

    private Node(NodeConfig config, ServletWebServerApplicationContext context) {
        this.config = config;
        this.context = context;
    }

    /** Starts a node by the clock of this machine. */
    public static Node start(NodeConfig config) throws NodeNotStarted {
        return start(config, Clock.systemUTC());
    }

    /**
     * Starts a node. Once this has returned, both of its ports answer.
     *
     * @throws NodeNotStarted when it cannot; nothing is left open then
     */
    public static Node start(NodeConfig config, Clock clock) throws NodeNotStarted {
        return start(config, clock, new Class<?>[0]);
    }

    /** With further beans, for tests. */
    static Node start(NodeConfig config, Clock clock, Class<?>... more) throws NodeNotStarted {
        logThroughOneBackEnd();
        var application = new SpringApplication(NodeApplication.class);
        application.addPrimarySources(List.of(more));
        application.setEnvironment(new Environment());
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        // The usual listeners read files and variables, and set up logging for the whole program.
        application.setListeners(List.of());
        application.addInitializers(context -> register(context, config, clock));
        try {
            var context = (ServletWebServerApplicationContext) application.run();
            return new Node(config, context);
        } catch (RuntimeException e) {
            throw new NodeNotStarted(config, e);
        }
    }

    /** The servlet container logs by java.util.logging, which is global to the program anyway. */
    private static synchronized void logThroughOneBackEnd() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    private static void register(
            ConfigurableApplicationContext context, NodeConfig config, Clock clock) {
        var beans = context.getBeanFactory();
        beans.registerSingleton("nodeConfig", config);
        beans.registerSingleton("clock", clock);
    }

    /** Where the API answers. */
    public URI api() {
        String scheme = config.api().tls() == null ? "http" : "https";
        return uri(scheme, config.api().address(), port());
    }

    private int port() {
        var server = context.getWebServer();
        return server == null ? -1 : server.getPort();
    }

    /** Where other nodes reach this one. */
    public URI federation() {
        int port = context.getBean(Connectors.class).federationPort();
        return uri("https", config.federation().address(), port);
    }

    /** Where health and metrics are asked for. */
    public URI management() {
        NodeConfig.Management management = config.management();
        OptionalInt port = context.getBean(Connectors.class).managementPort();
        return management == null || port.isEmpty()
                ? api()
                : uri("http", management.address(), port.getAsInt());
    }

    private static URI uri(String scheme, String address, int port) {
        String host = address.equals("127.0.0.1") ? "localhost" : address;
        return URI.create(scheme + "://" + host + ":" + port);
    }

    /**
     * Says that it is not ready and goes on for as long as configured, so that balancers send
     * nothing more; then lets requests under way end and closes the ports and everything behind
     * them. The leases of lanes are given back, so another instance goes on at once.
     */
    @Override
    public void close() {
        drain();
        context.close();
    }

    private void drain() {
        Duration seconds = Duration.ofSeconds(config.stop().drainSeconds());
        if (!context.isActive() || seconds.isZero()) {
            return;
        }
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        context.getBean(Connectors.class).drain();
        try {
            Thread.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever waits for the end wants it now
        }
    }

    /** The framework's settings: these and no others, whatever variables are set outside. */
    private static final class Environment extends StandardServletEnvironment {
        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            sources.addLast(
                    new MapPropertySource(
                            "node",
                            Map.of(
                                    "server.shutdown",
                                    "graceful",
                                    "spring.lifecycle.timeout-per-shutdown-phase",
                                    Bounds.STOP_SECONDS_MAX + "s",
                                    "spring.task.scheduling.pool.size",
                                    "4",
                                    "management.endpoints.web.exposure.include",
                                    "health,prometheus",
                                    "management.endpoint.health.show-details",
                                    "when-authorized",
                                    "management.endpoint.health.probes.enabled",
                                    "true",
                                    "management.endpoint.health.group.readiness.include",
                                    "readinessState,db,trust")));
        }
    }
}
