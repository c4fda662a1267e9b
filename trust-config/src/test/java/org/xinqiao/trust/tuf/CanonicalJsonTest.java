package org.xinqiao.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

class CanonicalJsonTest {
    private static String canonical(String json) throws MalformedJson {
        return new String(CanonicalJson.write(StrictJson.parse(json.getBytes(UTF_8))), UTF_8);
    }

    @Test
    void object_hasSortedMembersAndNoSpaces() throws Exception {
        assertThat(canonical("{ \"b\": [1, true, null], \"a\": {\"d\":-2, \"c\":\"x\"} }"))
                .isEqualTo("{\"a\":{\"c\":\"x\",\"d\":-2},\"b\":[1,true,null]}");
    }

    @Test
    void text_escapesOnlyQuoteAndBackslash() throws Exception {
        assertThat(canonical("\"\\\" \\\\ \\n \\u4f60 /\"")).isEqualTo("\"\\\" \\\\ \n 你 /\"");
    }

    @Test
    void fraction_hasNoCanonicalForm() {
        assertThatThrownBy(() -> canonical("[1.5]")).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> canonical("[1e2]")).isInstanceOf(MalformedJson.class);
    }
}
