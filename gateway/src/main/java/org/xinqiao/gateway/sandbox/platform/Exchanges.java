package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Reading and answering, with bounds. */
final class Exchanges {
    static final int BODY_BYTES_MAX = 8192;

    private Exchanges() {}

    static byte[] body(HttpExchange exchange) throws IOException {
        return exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
    }

    /** The fields of a form; where one is repeated, the last counts. */
    static Map<String, String> form(HttpExchange exchange) throws IOException {
        String text = new String(body(exchange), StandardCharsets.UTF_8);
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        Collectors.toMap(
                                pair -> decoded(pair[0]),
                                pair -> decoded(pair[1]),
                                (first, last) -> last));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void answer(HttpExchange exchange, int status, String mediaType, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }
}
