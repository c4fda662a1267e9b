package org.xinqiao.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.gateway.lists.EntryReader.Offered;

class EntryReaderTest {
    private static final String GOOD =
            """
            {"key":"k","entry":{"model":1,"item":"list.red","class":"PUBLIC",\
            "subject":{"type":"ORGANISATION","code":"91350200MA2Y0TKL8Q","name":"厦门示例"},\
            "source":{"code":"11350200004133222T","division":"350200","level":"CITY","name":"局"},\
            "state":"ACTIVE","version":1,"fields":{"LYYY":"A"}}}\
            """;

    private static List<Offered> read(String text) throws Exception {
        var found = new ArrayList<Offered>();
        try (var reader =
                EntryReader.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (Offered next = reader.next(); next != null; next = reader.next()) {
                found.add(next);
            }
        }
        return found;
    }

    @Test
    void lines_andArray_sayTheSame() throws Exception {
        List<Offered> lines = read(GOOD + "\r\n\n" + GOOD + "\n");
        assertThat(read(" [" + GOOD + ",\n" + GOOD + "]")).isEqualTo(read(GOOD + "\n" + GOOD));
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(one -> {
                    assertThat(one).isInstanceOf(Offered.Whole.class);
                    assertThat(((Offered.Whole) one).entry().state()).isEqualTo(EntryState.ACTIVE);
                });
        assertThat(read("")).isEmpty();
        assertThat(read("[]")).isEmpty();
    }

    @Test
    void line_thatIsWrong_isNamed_andDoesNotHideTheNext() throws Exception {
        List<Offered> found =
                read(
                        String.join(
                                "\n",
                                "no json",
                                GOOD.replace("\"k\"", "\"k k\""),
                                GOOD.replace("\"version\":1", "\"version\":0"),
                                GOOD.replace("\"state\"", "\"status\""),
                                GOOD.replace("\"key\":\"k\"", "\"key\":\"k\",\"key\":\"l\""),
                                "x".repeat(EntryReader.BYTES_MAX + 1),
                                GOOD));
        assertThat(found).hasSize(7);
        assertThat(found.subList(0, 6)).allMatch(one -> one instanceof Offered.Broken);
        assertThat(found.getLast()).isInstanceOf(Offered.Whole.class);
        assertThat(found.get(1)).extracting("field").isEqualTo("key");
        assertThat(found.toString()).doesNotContain("no json");
    }

    @Test
    void array_thatBreaks_isReadAsFarAsItGoes() {
        assertThatThrownBy(() -> read("[" + GOOD + ", {\"key\":"))
                .isInstanceOfSatisfying(
                        EntryReader.BrokenArray.class,
                        fault -> assertThat(fault.number()).isEqualTo(2));
    }
}
