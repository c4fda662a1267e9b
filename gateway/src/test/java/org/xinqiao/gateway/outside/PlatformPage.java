package org.xinqiao.gateway.outside;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.xinqiao.contracts.identity.NodeId;

/** The page of Xiamen's simulated platform, which lists what it would push to people. */
record PlatformPage(Outside outside) {
    private static final NodeId NODE = Outside.XIAMEN;
    private static final Pattern NOTICE =
            Pattern.compile("data-notice=\"([a-z-]+)\".*?([0-9a-f-]{36})</small>");

    /** Kinds and consents of the page's list. */
    List<String> told() throws Exception {
        String entry =
                outside.call(NODE, null, "GET", "/api/v1/wallet/entry", null, "application/json")
                        .json()
                        .path("entry")
                        .stringValue();
        try (var browser = HttpClient.newHttpClient()) {
            String page =
                    browser.send(
                                    HttpRequest.newBuilder(URI.create(entry)).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            return NOTICE.matcher(page)
                    .results()
                    .map(found -> found.group(1) + " " + found.group(2))
                    .toList();
        }
    }
}
