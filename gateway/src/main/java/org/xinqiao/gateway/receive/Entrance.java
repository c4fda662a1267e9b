package org.xinqiao.gateway.receive;

import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;

/**
 * Where controllers hand over to a route: the body goes in, the result or the refusal of a station
 * comes out, free of the exchange's wrapping.
 */
@Component
public class Entrance {
    private final CamelContext camel;
    private final ProducerTemplate template;

    /** An entrance to the routes of a context. */
    public Entrance(CamelContext camel, ProducerTemplate template) {
        this.camel = camel;
        this.template = template;
    }

    /**
     * Sends {@code body} through the route that begins at {@code uri}.
     *
     * @throws Refusal when a station refused
     * @throws IllegalStateException when the route failed otherwise or gave another type
     */
    public <T> T send(String uri, Object body, Class<T> result) throws Refusal {
        Exchange exchange = template.send(camel.getEndpoint(uri), e -> e.getIn().setBody(body));
        Exception failure = exchange.getException();
        if (failure != null) {
            throw refusalIn(failure);
        }
        return Objects.requireNonNull(result.cast(exchange.getMessage().getBody()), uri);
    }

    private static Refusal refusalIn(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw new IllegalStateException(failure);
    }
}
