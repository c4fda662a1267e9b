package org.xinqiao.gateway.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One session of W3C WebDriver with Chromium's own driver, by nothing but the JDK's HTTP client:
 * the 200 MB of a browser automation bundle would buy little more than this file.
 */
final class ChromeDriver implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final List<String> ARGUMENTS =
            List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--force-prefers-reduced-motion",
                    "--hide-scrollbars",
                    "--lang=zh-CN");

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private ChromeDriver(List<String> extraArguments) throws IOException, InterruptedException {
        driver = new ProcessBuilder(program("chromedriver").toString(), "--port=0").start();
        URI base = URI.create("http://127.0.0.1:" + port());
        List<String> arguments =
                Stream.concat(ARGUMENTS.stream(), extraArguments.stream()).toList();
        var options = Map.of("args", arguments, "binary", program("chromium").toString());
        var capabilities =
                Map.of(
                        "goog:chromeOptions",
                        options,
                        "goog:loggingPrefs",
                        Map.of("browser", "ALL"));
        JsonNode answer =
                send(
                        "POST",
                        URI.create(base + "/session"),
                        Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
        session = URI.create(base + "/session/" + answer.get("sessionId").stringValue());
    }

    /** Starts driver and browser, with more of Chromium's own arguments. */
    static ChromeDriver start(List<String> arguments) throws IOException, InterruptedException {
        return new ChromeDriver(arguments);
    }

    /** Whether this machine has Chromium and its driver. */
    static boolean isHere() {
        return program("chromium") != null && program("chromedriver") != null;
    }

    @Override
    public void close() {
        try {
            command("DELETE", "", null);
        } finally {
            driver.destroy();
        }
    }

    /** One command of the session; its value. */
    JsonNode command(String method, String path, Object body) {
        try {
            return send(method, URI.create(session + path), body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode send(String method, URI uri, Object body)
            throws IOException, InterruptedException {
        var publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
        var request =
                HttpRequest.newBuilder(uri)
                        .method(method, publisher)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode value = json.readTree(response.body()).get("value");
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    uri.getPath() + ": " + value.path("message").asString());
        }
        return value;
    }

    private int port() throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver did not start");
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
