package org.xinqiao.gateway.receive;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.ActuatorAccess;
import org.xinqiao.gateway.operate.ProblemWriter;
import org.xinqiao.gateway.trust.Pin;

/**
 * Keeps the ports apart: {@code /federation/**} exists on the federation port only, {@code
 * /actuator/**} on the management port only where there is one, everything else on the API port
 * only; elsewhere it is not found. It looks at the connector that took the request and at the
 * normalised path, so neither headers nor spellings of a path get around it.
 *
 * <p>A request from another node gets the {@link Pin} of the certificate that it showed, as {@link
 * #PEER_PIN}.
 */
final class Gate extends ValveBase {
    /** Request attribute: the peer's pin. Only ever set here. */
    static final String PEER_PIN = "org.xinqiao.peer-pin";

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String FEDERATION = "/federation";

    private static final String ACTUATOR = "/actuator";

    private final Connector federation;
    private final @Nullable Connector management;
    private volatile boolean draining;

    Gate(Connector federation, @Nullable Connector management) {
        super(true);
        this.federation = federation;
        this.management = management;
    }

    /** Callers that keep connections would otherwise find them closed in the middle of a call. */
    void drain() {
        draining = true;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (draining) {
            response.setHeader("Connection", "close");
        }
        Connector port = request.getConnector();
        boolean fromNode = port.equals(federation);
        if (!port.equals(home(request.getDecodedRequestURI(), port))) {
            ProblemWriter.write(
                    request.getRequest(),
                    response.getResponse(),
                    new Refusal(ProblemType.NOT_FOUND).problem());
            return;
        }
        if (fromNode && request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain) {
            request.setAttribute(PEER_PIN, Pin.of(chain[0]));
        }
        if (port.equals(management)) {
            request.setAttribute(ActuatorAccess.MANAGEMENT, true);
        }
        getNext().invoke(request, response);
    }

    /** The port on which a path exists, seen from the port that was asked; null if on another. */
    private @Nullable Connector home(String path, Connector asked) {
        if (isUnder(FEDERATION, path)) {
            return federation;
        }
        if (management != null && isUnder(ACTUATOR, path)) {
            return management;
        }
        return asked.equals(federation) || asked.equals(management) ? null : asked;
    }

    private static boolean isUnder(String base, String path) {
        return path.equals(base) || path.startsWith(base + "/");
    }
}
