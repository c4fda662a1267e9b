package org.xinqiao.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the golden vectors that the module carries; the columns used hold no commas. */
final class Vectors {
    private Vectors() {}

    static List<List<String>> rows(String file) throws Exception {
        try (InputStream in =
                Vectors.class.getResourceAsStream("/org/xinqiao/contracts/vectors/" + file)) {
            assertThat(in).as(file).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
        }
    }
}
