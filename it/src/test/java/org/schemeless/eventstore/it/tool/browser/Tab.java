/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;

/** A tab of the browser: what a person does with the page, and what the browser tells of it. */
public final class Tab {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path AXE = Path.of("target", "browser", "axe.jar");

    private final Browser browser;
    private final String session;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();

    Tab(Browser browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    void enable() {
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Performance")) {
            call(domain + ".enable", Json.createObjectBuilder());
        }
        size(1280, 900);
    }

    private JsonObject call(String method, JsonObjectBuilder parameters) {
        return browser.call(session, method, parameters);
    }

    void happened(String event, JsonObject parameters) {
        switch (event) {
            case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
            case "Log.entryAdded" -> {
                JsonObject entry = parameters.getJsonObject("entry");
                // a refused call is the page's own affair, and shown there
                if (entry.getString("level").equals("error")
                        && !entry.getString("source").equals("network")) {
                    errors.add(entry.toString());
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (parameters.getString("type").equals("error")) {
                    errors.add(parameters.toString());
                }
            }
            case "Network.requestWillBeSent" ->
                requested.add(parameters.getJsonObject("request").getString("url"));
            case "Network.loadingFinished" ->
                received.addAndGet(parameters
                        .getJsonNumber("encodedDataLength")
                        .bigDecimalValue()
                        .longValue());
            default -> {}
        }
    }

    /** What went wrong in the page, refusals by its security policy included, and what is about to. */
    public List<String> errors() {
        // what the page has begun is told before the answer to this
        evaluate("new Promise(done => setTimeout(() => done(null)))");
        return List.copyOf(errors);
    }

    /** The addresses that were asked for. */
    public List<String> requested() {
        return List.copyOf(requested);
    }

    /** The bytes that came over the network, headers included. */
    public long received() {
        return received.get();
    }

    /** The size of what is seen, in pixels. */
    public void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Json.createObjectBuilder()
                        .add("width", width)
                        .add("height", height)
                        .add("deviceScaleFactor", 1)
                        .add("mobile", false));
    }

    /** Whether the person likes it dark. */
    public void dark(boolean dark) {
        call(
                "Emulation.setEmulatedMedia",
                Json.createObjectBuilder()
                        .add(
                                "features",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("name", "prefers-color-scheme")
                                                .add("value", dark ? "dark" : "light"))));
    }

    /** Opens an address, as a person does who follows a link that was sent to him. */
    public void go(URI address) {
        JsonObject answer = call("Page.navigate", Json.createObjectBuilder().add("url", address.toString()));
        assertThat(answer.getString("errorText", "")).isEmpty();
    }

    public void reload() {
        call("Page.reload", Json.createObjectBuilder());
    }

    /** What an expression of the page gives. */
    public JsonValue evaluate(String expression) {
        JsonObject answer = call(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", expression)
                        .add("awaitPromise", true)
                        .add("returnByValue", true));
        assertThat(answer.containsKey("exceptionDetails")).as(answer.toString()).isFalse();
        return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    public boolean is(String expression) {
        return evaluate("Boolean(" + expression + ")").equals(JsonValue.TRUE);
    }

    public long number(String expression) {
        return ((JsonNumber) evaluate(expression)).longValue();
    }

    public String text(String expression) {
        return ((JsonString) evaluate("String(" + expression + ")")).getString();
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        try {
            org.awaitility.Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(() -> is(expression));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(expression + " in:\n" + text("document.body.innerText") + "\n" + errors, e);
        }
    }

    /** Waits until a text is seen. */
    public void awaitText(String text) {
        await("document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** Waits until a view has this title. */
    public void awaitTitle(String title) {
        await("document.querySelector('h1')?.textContent === " + quoted(title));
    }

    /** Clicks on what has this text, or this name for a screen reader. */
    public void click(String name) {
        String found =
                "[...document.querySelectorAll('a,button,summary')].find(one => !one.hidden && (one.textContent === "
                        + quoted(name) + " || one.getAttribute('aria-label') === " + quoted(name) + "))";
        await(found);
        evaluate(found + ".click()");
    }

    /** Fills the field with this label. */
    public void fill(String label, String value) {
        String found = "([...document.querySelectorAll('label')].find(one => one.firstChild.textContent === "
                + quoted(label) + ")?.querySelector('input,select'))";
        await(found);
        evaluate(found + ".value = " + quoted(value));
    }

    /** Presses a key, as on a keyboard. */
    public void press(String key) {
        boolean enter = key.equals("Enter");
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObjectBuilder event = Json.createObjectBuilder()
                    .add("type", type)
                    .add("key", key)
                    .add("code", key)
                    .add("windowsVirtualKeyCode", enter ? 13 : 9);
            call("Input.dispatchKeyEvent", enter && type.equals("keyDown") ? event.add("text", "\r") : event);
        }
    }

    /** The bytes of the page's objects that are still in use. */
    public long heap() {
        call("HeapProfiler.collectGarbage", Json.createObjectBuilder());
        return metric("JSHeapUsedSize");
    }

    /** The nodes of the document, and those that are kept without being in it. */
    public long nodes() {
        call("HeapProfiler.collectGarbage", Json.createObjectBuilder());
        return metric("Nodes");
    }

    private long metric(String name) {
        return call("Performance.getMetrics", Json.createObjectBuilder())
                .getJsonArray("metrics")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(metric -> metric.getString("name").equals(name))
                .findFirst()
                .orElseThrow()
                .getJsonNumber("value")
                .longValue();
    }

    /** What axe finds wrong for people who do not see, hear or point, each with the elements it is about. */
    public List<String> barriers() {
        evaluate(axe() + "; null");
        JsonValue found = evaluate("axe.run().then(result => JSON.stringify(result.violations.map(violation =>"
                + " [violation.id, ...violation.nodes.slice(0, 3)"
                + ".map(node => node.html + ' ' + node.failureSummary)])))");
        try (var reader = Json.createReader(new StringReader(((JsonString) found).getString()))) {
            return reader.readArray().getValuesAs(JsonArray.class).stream()
                    .map(JsonArray::toString)
                    .toList();
        }
    }

    private static String axe() {
        try (ZipFile jar = new ZipFile(AXE.toFile())) {
            return new String(jar.getInputStream(jar.getEntry("axe.min.js")).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of what is seen, in target/screenshots. */
    public void picture(String name) {
        String data = call("Page.captureScreenshot", Json.createObjectBuilder().add("format", "png"))
                .getString("data");
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(String text) {
        return Json.createValue(text).toString();
    }
}
