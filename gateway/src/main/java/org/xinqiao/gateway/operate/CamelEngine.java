package org.xinqiao.gateway.operate;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.SimpleUuidGenerator;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The engine that carries the routes: every {@link RouteBuilder} bean of the node, without
 * management beans, and without an error handler, because a refusal is an answer and not a failure
 * to retry.
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
        extension.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        extension.addInterceptStrategy(new StepTimers(meters));
        for (RouteBuilder route : routes) {
            camel.addRoutes(route);
        }
        return camel;
    }

    @Bean(destroyMethod = "stop")
    ProducerTemplate producerTemplate(CamelContext camel) {
        return camel.createProducerTemplate();
    }
}
