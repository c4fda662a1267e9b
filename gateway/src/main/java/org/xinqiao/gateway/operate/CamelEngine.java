package org.xinqiao.gateway.operate;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.SimpleUuidGenerator;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The engine that carries the routes: every {@link RouteBuilder} bean of the node, without
 * management beans, and silent about failures: a refusal is an answer, and whoever sent the
 * exchange tells it.
 */
@Configuration(proxyBeanMethods = false)
class CamelEngine {
    @Bean(initMethod = "start", destroyMethod = "stop")
    DefaultCamelContext camel(
            NodeConfig config,
            ListableBeanFactory beans,
            List<RouteBuilder> routes,
            MeterRegistry meters)
            throws Exception {
        var camel = new DefaultCamelContext(new NodeBeans(beans));
        camel.disableJMX();
        camel.setLoadTypeConverters(false);
        camel.setMessageHistory(false);
        camel.setStreamCaching(false);
        camel.setUuidGenerator(new SimpleUuidGenerator());
        camel.getInflightRepository().setInflightBrowseEnabled(false);
        camel.getShutdownStrategy().setTimeout(Bounds.STOP_SECONDS_MAX);
        var extension = camel.getCamelContextExtension();
        extension.setName(config.node().value());
        extension.setErrorHandlerFactory(silent());
        extension.addInterceptStrategy(new StepTimers(meters));
        // A route that is not there is told at once, not waited for.
        camel.getComponent("direct", DirectComponent.class).setBlock(false);
        for (RouteBuilder route : routes) {
            camel.addRoutes(route);
        }
        return camel;
    }

    /** No redelivery, and nothing logged: what is in an exchange may be personal. */
    private static ErrorHandlerFactory silent() {
        var policy = new RedeliveryPolicyDefinition();
        policy.logExhausted(false).logExhaustedMessageHistory(false).logStackTrace(false);
        var handler = new DefaultErrorHandlerDefinition();
        handler.setRedeliveryPolicy(policy);
        return handler;
    }

    @Bean(destroyMethod = "stop")
    ProducerTemplate producerTemplate(CamelContext camel) {
        return camel.createProducerTemplate();
    }
}
