package org.xinqiao.gateway.page;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** A headless Chromium as the tests of the pages use it: they look, click, type and wait. */
final class Browser implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BUTTON =
            "const it = [...document.querySelectorAll('button, summary')]"
                    + ".find(b => b.innerText.trim() === arguments[0]);";

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a browser. Without Chromium the test fails in CI and is loudly skipped elsewhere.
     *
     * @param arguments more of Chromium's own
     */
    static Browser start(String... arguments) throws IOException, InterruptedException {
        if (!ChromeDriver.isHere()) {
            String missing =
                    "Chromium and its driver are needed to test the pages: "
                            + "apt-get install chromium chromium-driver";
            if (System.getenv("CI") != null) {
                Assertions.fail(missing);
            }
            System.err.println("\n*** PAGES NOT TESTED *** " + missing + "\n");
            Assumptions.abort(missing);
        }
        var browser = new Browser(ChromeDriver.start(List.of(arguments)));
        // A headless window is never in front; its pages shall think so.
        browser.devtools("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        return browser;
    }

    void open(URI address) {
        command("POST", "/url", Map.of("url", address.toString()));
    }

    /** Where the page is, without what its scripts took out of the address. */
    URI address() {
        return URI.create(command("GET", "/url", null).stringValue());
    }

    /** The value of a script's {@code return}. */
    JsonNode run(String script, Object... arguments) {
        return command("POST", "/execute/sync", Map.of("script", script, "args", arguments));
    }

    /** The value of a promise: the script is the body of an async function. */
    JsonNode await(String body, Object... arguments) {
        String script =
                "const done = arguments[arguments.length - 1];"
                        + "(async (...args) => {"
                        + body
                        + "})(...[...arguments].slice(0, -1)).then(done, e => done('FAILED ' + e));";
        return command("POST", "/execute/async", Map.of("script", script, "args", arguments));
    }

    void click(String css) {
        command("POST", "/element/" + find(css) + "/click", Map.of());
    }

    /** Types where the focus is, as a handheld scanner does; {@code \n} is the Enter key. */
    void typeAnywhere(String text) {
        var keys =
                text.chars()
                        .mapToObj(c -> c == '\n' ? "\uE007" : String.valueOf((char) c))
                        .flatMap(key ->
                                Stream.of(
                                        Map.of("type", "keyDown", "value", key),
                                        Map.of("type", "keyUp", "value", key)))
                        .toList();
        var keyboard = Map.of("type", "key", "id", "keyboard", "actions", keys);
        command("POST", "/actions", Map.of("actions", List.of(keyboard)));
    }

    /** Waits until an element is there, and gives its text as a person sees it. */
    String text(String css) {
        return command("GET", "/element/" + find(css) + "/text", null).stringValue();
    }

    /** Clicks the button that bears these words. */
    void clickWords(String words) {
        waitFor("the button «" + words + "»", BUTTON + "return Boolean(it)", words);
        run(BUTTON + "it.focus(); it.click()", words);
    }

    /** Waits until an element is there, and gives an attribute of it. */
    String attribute(String css, String name) {
        return command("GET", "/element/" + find(css) + "/attribute/" + name, null).stringValue();
    }

    /** Waits until a script returns true. */
    void waitFor(String what, String script, Object... arguments) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> isTruthy(run(script, arguments)));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " did not come; the page says: " + pageText(), e);
        }
    }

    private static boolean isTruthy(JsonNode value) {
        return value.isObject() || value.asBoolean(false);
    }

    private String pageText() {
        return run("return location.pathname + ' ' + document.body.innerText").stringValue();
    }

    /** Waits until the page's text holds the words. */
    void waitForText(String words) {
        waitFor(
                "the words «" + words + "»",
                "return document.body.innerText.includes(arguments[0])",
                words);
    }

    /** A window of this size in CSS pixels, drawn finer than one dot each. */
    void window(int width, int height, boolean dark) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        width < 600 ? 2 : 1.5,
                        "mobile",
                        width < 600));
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    /** Cuts the network, or joins it again. */
    void offline(boolean cut) {
        devtools("Network.enable", Map.of());
        devtools(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        cut,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    JsonNode devtools(String method, Map<String, ?> parameters) {
        return command("POST", "/goog/cdp/execute", Map.of("cmd", method, "params", parameters));
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder().decode(command("GET", "/screenshot", null).stringValue()));
    }

    /** What the browser complained of since the last call: script errors, blocked content. */
    List<String> complaints() {
        JsonNode log = command("POST", "/se/log", Map.of("type", "browser"));
        return log.valueStream()
                .filter(entry -> "SEVERE".equals(entry.get("level").stringValue()))
                .map(entry -> entry.get("message").stringValue())
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }

    private String find(String css) {
        var element = new String[1];
        Awaitility.await("the element " + css)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() -> {
                    JsonNode found =
                            command(
                                    "POST",
                                    "/element",
                                    Map.of("using", "css selector", "value", css));
                    element[0] = found.iterator().next().stringValue();
                    return true;
                });
        return element[0];
    }

    private JsonNode command(String method, String path, Object body) {
        return driver.command(method, path, body);
    }
}
