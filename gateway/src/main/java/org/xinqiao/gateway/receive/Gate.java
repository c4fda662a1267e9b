package org.xinqiao.gateway.receive;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.ProblemWriter;
import org.xinqiao.gateway.trust.Pin;

/**
 * Keeps the two ports apart: {@code /federation/**} exists on the federation port only, everything
 * else on the API port only; elsewhere it is not found. It looks at the connector that took the
 * request and at the normalised path, so neither headers nor spellings of a path get around it.
 *
 * <p>A request from another node gets the {@link Pin} of the certificate that it showed, as {@link
 * #PEER_PIN}.
 */
final class Gate extends ValveBase {
    /** Request attribute: the peer's pin. Only ever set here. */
    static final String PEER_PIN = "org.xinqiao.peer-pin";

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String FEDERATION = "/federation";

    private final Connector federation;

    Gate(Connector federation) {
        super(true);
        this.federation = federation;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        boolean fromNode = request.getConnector().equals(federation);
        if (fromNode != isFederation(request.getDecodedRequestURI())) {
            ProblemWriter.write(
                    request.getRequest(),
                    response.getResponse(),
                    new Refusal(ProblemType.NOT_FOUND).problem());
            return;
        }
        if (fromNode && request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain) {
            request.setAttribute(PEER_PIN, Pin.of(chain[0]));
        }
        getNext().invoke(request, response);
    }

    private static boolean isFederation(String path) {
        return path.equals(FEDERATION) || path.startsWith(FEDERATION + "/");
    }
}
