package org.xinqiao.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

class StatusNoticeTest {
    @Test
    void notice_comesBack_alsoAtItsBounds() throws Exception {
        var widest = IntStream.range(0, StatusNotice.SET_MAX).boxed().toList();
        for (StatusNotice notice :
                List.of(
                        new StatusNotice(0, 0, 1, List.of(0)),
                        new StatusNotice(0xffff_ffffL, 5, 900, List.of((1 << 20) - 1)),
                        new StatusNotice(3, 1, 2, widest))) {
            assertThat(StatusNotice.parse(notice.toJson())).isEqualTo(notice);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"list\":1,\"from\":1,\"to\":1,\"set\":[1]}", // no step forward
                "{\"list\":1,\"from\":2,\"to\":1,\"set\":[1]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[1,1]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[-1]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[1048576]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[1.0]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[\"1\"]}",
                "{\"list\":4294967296,\"from\":1,\"to\":2,\"set\":[1]}",
                "{\"list\":1,\"from\":1,\"to\":2,\"set\":[1],\"clear\":[2]}",
                "{\"list\":1,\"from\":1,\"set\":[1]}"
            })
    void data_outsideTheRules_isRefused(String json) throws Exception {
        var data = StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> StatusNotice.parse(data)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void set_oneOverItsBound_isRefused() {
        var set = IntStream.range(0, StatusNotice.SET_MAX + 1).boxed().toList();
        var data = new StatusNotice(1, 1, 2, set).toJson();
        assertThatThrownBy(() -> StatusNotice.parse(data)).isInstanceOf(MalformedJson.class);
    }
}
