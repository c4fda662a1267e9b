package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.receive.Entrance;

class CamelEngineTest {
    @TempDir static java.nio.file.Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DefaultCamelContext camel;
    private Entrance entrance;

    @BeforeEach
    void start() throws Exception {
        camel =
                new CamelEngine()
                        .camel(
                                TestNodes.files("cn-350200", directory),
                                new DefaultListableBeanFactory(),
                                List.of(new Routes()),
                                meters);
        camel.start();
        entrance = new Entrance(camel, camel.createProducerTemplate());
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void route_thatPasses_givesItsResultAndItsTimes() throws Exception {
        assertThat(entrance.send("direct:pass", 20, Integer.class)).isEqualTo(42);
        assertThat(
                        meters.get("xinqiao.step")
                                .tags("step", "double", "passed", "yes")
                                .timer()
                                .count())
                .isEqualTo(1);
        assertThat(
                        meters.get("xinqiao.step")
                                .tags("step", "double", "passed", "no")
                                .timer()
                                .count())
                .isZero();
    }

    @Test
    void route_thatRefuses_throwsTheRefusalItself() {
        assertThatThrownBy(() -> entrance.send("direct:refuse", "x", String.class))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.CODE_EXPIRED));
        assertThat(
                        meters.get("xinqiao.step")
                                .tags("step", "refuse", "passed", "no")
                                .timer()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void route_withAnAnswerForRefusals_answers() throws Exception {
        assertThat(entrance.send("direct:answered", "x", String.class)).isEqualTo("sorry");
    }

    @Test
    void route_thatIsNotThere_failsAtOnce() {
        assertThatThrownBy(() -> entrance.send("direct:nowhere", "x", String.class))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void route_ofAnotherType_fails() {
        assertThatThrownBy(() -> entrance.send("direct:pass", 20, String.class))
                .isInstanceOf(ClassCastException.class);
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:pass")
                    .routeId("pass")
                    .transform(body().convertTo(Integer.class))
                    .process(e ->
                            e.getMessage().setBody(e.getMessage().getBody(Integer.class) * 2 + 2))
                    .id("double");
            from("direct:refuse")
                    .routeId("refuse-it")
                    .process(e -> {
                        throw new Refusal(ProblemType.CODE_EXPIRED);
                    })
                    .id("refuse");
            from("direct:answered")
                    .routeId("answered")
                    .onException(Refusal.class)
                    .handled(true)
                    .setBody(constant("sorry"))
                    .end()
                    .process(e -> {
                        throw new Refusal(ProblemType.CODE_EXPIRED);
                    })
                    .id("refuse-too");
        }
    }
}
