package org.xinqiao.gateway.operate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * Who sees health and metrics. On a port of their own everybody who reaches it; on the API port
 * everybody learns whether the node lives and is ready, and only an operator's token shows more.
 */
@Component
public class ActuatorAccess extends OncePerRequestFilter {
    /** Request attribute: the request came in by the management port. */
    public static final String MANAGEMENT = "org.xinqiao.management";

    private static final String BASE = "/actuator";
    private static final Set<String> OPEN =
            Set.of(BASE + "/health", BASE + "/health/liveness", BASE + "/health/readiness");

    private final ObjectProvider<Tokens> tokens;
    private final RateLimits rates;
    private final int openPerMinute;

    /** Tokens come late: filters are made with the ports, before the database is there. */
    ActuatorAccess(ObjectProvider<Tokens> tokens, RateLimits rates, NodeConfig config) {
        this.tokens = tokens;
        this.rates = rates;
        this.openPerMinute = config.limits().openPerMinute();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.equals(BASE) && !path.startsWith(BASE + "/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean trusted = request.getAttribute(MANAGEMENT) != null;
        Optional<Role> role =
                BearerToken.of(request)
                        .flatMap(token -> tokens.getObject().resolve(token))
                        .map(Caller::role);
        if (trusted || role.filter(Role.OPERATOR::equals).isPresent()) {
            chain.doFilter(new Known(request), response);
        } else if (OPEN.contains(request.getServletPath())) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(request, response, refusal(request, role).problem());
        }
    }

    private Refusal refusal(HttpServletRequest request, Optional<Role> role) {
        if (role.isPresent()) {
            return new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", Role.OPERATOR.name());
        }
        try {
            rates.take("address " + request.getRemoteAddr(), openPerMinute);
            return new Refusal(ProblemType.TOKEN_MISSING);
        } catch (Refusal tooMany) {
            return tooMany;
        }
    }

    /** Details of health are shown to whoever has a name. */
    private static final class Known extends HttpServletRequestWrapper {
        Known(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "operator";
        }
    }
}
