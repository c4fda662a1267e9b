package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went over connections to a port of this machine, as the kernel counted it: HTTP and TLS
 * included, TCP's own heads not. Empty where the command {@code ss} is missing.
 *
 * @param byConnection bytes both ways, by the client's address
 */
record WireBytes(Map<String, Long> byConnection) {
    private static final Pattern CONNECTION = Pattern.compile("^ESTAB\\s+\\d+\\s+\\d+\\s+(\\S+)");
    private static final Pattern COUNT = Pattern.compile("bytes_(?:acked|received):(\\d+)");

    /** What the connections to a port have carried until now. */
    static WireBytes to(int port) throws IOException, InterruptedException {
        try {
            Process ss =
                    new ProcessBuilder("ss", "-tinH", "dport", "=", ":" + port)
                            .redirectErrorStream(true)
                            .start();
            String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return ss.waitFor() == 0 ? parse(text) : new WireBytes(Map.of());
        } catch (IOException e) {
            return new WireBytes(Map.of());
        }
    }

    /** Two lines a connection: who with whom, then what the kernel knows of it. */
    static WireBytes parse(String text) {
        var bytes = new HashMap<String, Long>();
        String connection = "";
        for (String line : text.lines().toList()) {
            Matcher head = CONNECTION.matcher(line);
            if (head.find()) {
                connection = head.group(1);
            }
            Matcher count = COUNT.matcher(line);
            while (count.find()) {
                bytes.merge(connection, Long.parseLong(count.group(1)), Long::sum);
            }
        }
        return new WireBytes(Map.copyOf(bytes));
    }

    /**
     * Bytes since {@code before}, for each of {@code count}; of connections that are still open.
     */
    OptionalDouble each(WireBytes before, long count) {
        if (byConnection.isEmpty()) {
            return OptionalDouble.empty();
        }
        long bytes = 0;
        for (Map.Entry<String, Long> one : byConnection.entrySet()) {
            bytes += one.getValue() - before.byConnection().getOrDefault(one.getKey(), 0L);
        }
        return OptionalDouble.of((double) bytes / count);
    }
}
