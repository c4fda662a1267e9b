package org.xinqiao.gateway.operate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Times every step of a route that has an id of its own, as {@code xinqiao.step} with the id and
 * whether it passed.
 */
final class StepTimers implements InterceptStrategy {
    private final MeterRegistry meters;

    StepTimers(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, @Nullable Processor next) {
        boolean named =
                step instanceof ProcessorDefinition<?> definition
                        && definition.hasCustomIdAssigned();
        return named
                ? new Timed(target, timer(step.getId(), "yes"), timer(step.getId(), "no"))
                : target;
    }

    private Timer timer(String step, String passed) {
        return Timer.builder("xinqiao.step")
                .tag("step", step)
                .tag("passed", passed)
                .register(meters);
    }

    private static final class Timed extends DelegateAsyncProcessor {
        private final Timer passed;
        private final Timer refused;

        Timed(Processor target, Timer passed, Timer refused) {
            super(target);
            this.passed = passed;
            this.refused = refused;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            long start = System.nanoTime();
            return super.process(
                    exchange,
                    synchronously -> {
                        Timer timer = exchange.getException() == null ? passed : refused;
                        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                        callback.done(synchronously);
                    });
        }
    }
}
