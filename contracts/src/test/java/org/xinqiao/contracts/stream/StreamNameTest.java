package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.NodeId;

class StreamNameTest {
    @Test
    void name_ofEveryKind_isReadBack_andStandsInAPathAsItIs() {
        NodeId source = NodeId.parse("cn-350200");
        NodeId recipient = NodeId.parse("cn-350000");
        for (StreamKind kind : StreamKind.values()) {
            for (StreamName name :
                    new StreamName[] {
                        new StreamName(source, kind), new StreamName(source, kind, recipient)
                    }) {
                assertThat(StreamName.parse(name.value())).contains(name);
                assertThat(URI.create("https://x/" + name.value()).getRawPath())
                        .isEqualTo("/" + name.value());
            }
        }
        assertThat(new StreamName(source, StreamKind.RECORD_PENALTY, recipient).value())
                .isEqualTo("cn-350200/record/penalty/for/cn-350000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "cn-350200",
                "cn-350200/",
                "cn-350200/list",
                "cn-350200/list/",
                "cn-350200/list/grey",
                "cn-350200/LIST/RED",
                "cn-350200//list/red",
                "cn-350200/list/red/",
                "cn-350200/list/red/for",
                "cn-350200/list/red/for/",
                "cn-350200/for/cn-350000",
                "cn-350200/list/red/for/cn-350200",
                "cn-350200/list/red/for/cn-35000",
                "cn-350200/list/red/for/cn-350000/for/cn-350000",
                "cn-350200/list/../list/red",
                "350200/list/red",
                "cn-35020x/list/red",
                "cn-３５０２００/list/red",
                "cn-350200/list/red?x",
                " cn-350200/list/red"
            })
    void text_thatIsNoName_isRefused(String text) {
        assertThat(StreamName.parse(text)).isEmpty();
    }

    @Test
    void stream_forItsOwnSource_doesNotExist() {
        NodeId node = NodeId.parse("cn-350200");
        assertThatThrownBy(() -> new StreamName(node, StreamKind.LIST_RED, node))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
