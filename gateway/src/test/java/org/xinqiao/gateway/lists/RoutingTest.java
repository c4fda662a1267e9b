package org.xinqiao.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;

class RoutingTest {
    private static final NodeId SELF = node("cn-350000");

    private static NodeId node(String id) {
        try {
            return NodeId.parse(id);
        } catch (org.xinqiao.contracts.identity.InvalidIdentifier e) {
            throw new AssertionError(e);
        }
    }

    private static StreamName stream(String name) {
        return StreamName.parse(name).orElseThrow();
    }

    @Test
    void parse_aWholeFile_saysWhatGoesWhere() {
        Routing routing =
                Routing.parse(
                        """
                        cn-350000/record/penalty: [cn-100000]
                        cn-350000/record/penalty/for/cn-100000: [cn-100000]
                        forward:
                          - { from: cn-350200/record/penalty, to: cn-350000/record/penalty }
                          - from: cn-350100/record/penalty
                            to: cn-350000/record/penalty
                            items: [record.penalty]
                            severities: [GENERAL, SEVERE]
                        kafka: [cn-100000]
                        """,
                        SELF);

        assertThat(routing.sends())
                .containsEntry(stream("cn-350000/record/penalty"), Set.of(node("cn-100000")))
                .hasSize(2);
        assertThat(routing.kafka()).containsExactly(node("cn-100000"));
        assertThat(routing.from(stream("cn-350200/record/penalty")))
                .singleElement()
                .satisfies(line -> assertThat(line.items()).isEmpty());
        assertThat(routing.from(stream("cn-350100/record/penalty")))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.to()).isEqualTo(stream("cn-350000/record/penalty"));
                    assertThat(line.items()).containsExactly("record.penalty");
                    assertThat(line.severities())
                            .containsExactlyInAnyOrder(Severity.GENERAL, Severity.SEVERE);
                });
        assertThat(routing.from(stream("cn-350100/list/red"))).isEmpty();
    }

    @Test
    void parse_nothing_sendsNothing() {
        assertThat(Routing.parse("", SELF)).isEqualTo(Routing.NONE);
    }

    @Test
    void parse_everyFault_isNamedAtOnce() {
        assertThatThrownBy(() ->
                        Routing.parse(
                                """
                                cn-350200/list/red: [cn-350100]
                                cn-350000/list/red: [cn-350000, nobody]
                                cn-350000/list/red/for/cn-350100: [cn-350200]
                                cn-350000/list/black: cn-100000
                                forward:
                                  - { from: cn-350000/list/red, to: cn-350200/list/red, why: x }
                                  - { from: cn-350200/list/red, to: cn-350000/list/black }
                                  - { from: cn-350100/list/red, to: cn-350000/list/red, severities: [BAD] }
                                  - { from: cn-350100/list/red, to: cn-350000/list/red }
                                  - 7
                                kafka: 1
                                """,
                                SELF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "cn-350200/list/red: is no stream of cn-350000",
                        "cn-350000/list/red: nobody is none of the nodes",
                        "cn-350000/list/red: names this node itself",
                        "cn-350000/list/red/for/cn-350100: goes to cn-350100 and to nobody else",
                        "cn-350000/list/black: a list of nodes is expected",
                        "forward[0].why: is not known",
                        "forward[0].from: is no stream of another node",
                        "forward[0].to: is no stream of cn-350000",
                        "forward[1]: a stream goes on in one of its own kind",
                        "forward[2].severities: BAD is none of the severities",
                        "forward[3]: these two streams stand together before",
                        "forward[4]: from and to are expected",
                        "kafka: a list of nodes is expected");
    }

    @Test
    void parse_whatIsNoMapping_isRefused() {
        assertThatThrownBy(() -> Routing.parse("[1]", SELF)).hasMessageContaining("a mapping");
        assertThatThrownBy(() -> Routing.parse("a: [", SELF)).hasMessage("no YAML");
        assertThatThrownBy(() -> Routing.parse("kafka: []\nkafka: []", SELF)).hasMessage("no YAML");
    }
}
