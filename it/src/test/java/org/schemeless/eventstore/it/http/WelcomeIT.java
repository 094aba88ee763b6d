/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;

/** What is said where the API does not begin yet. */
@HttpTest
@Tag("front")
class WelcomeIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final Store store = Servers.open();

    private static Reply get(Store from, String method, String path, String... headers) {
        var response = from.open(method, path, BodyPublishers.noBody(), BodyHandlers.ofString(), headers);
        return new Reply(response, response.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|application/json",
                "text/plain|text/plain",
                "*/*|text/plain",
                "text/html;q=0, application/json;q=0.1|application/json",
                "text/html;q=0.1, application/json;q=0.2|application/json",
                "image/png|text/plain"
            })
    void the_root_of_the_application_says_what_is_here(String accept, String type) {
        assertWelcome(store, "../", "", accept, type);
    }

    @Test
    void a_browser_gets_the_page_and_files_of_this_origin_alone() {
        Reply page = get(store, "GET", "../", "Accept", BROWSER).is(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Vary")).contains("Accept");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.body())
                .contains("<script type=\"module\" src=\"page/main.js\">")
                .doesNotContain("://");
        for (Reply file : List.of(
                page,
                get(store, "GET", "../page/main.js").is(200),
                get(store, "GET", "../page/style.css").is(200),
                get(store, "GET", "../page/icon.svg").is(200))) {
            assertThat(file.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(get(store, "HEAD", "../", "Accept", BROWSER).is(200).body()).isEmpty();
        get(Servers.guarded(), "GET", "../", "Accept", BROWSER).is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../page",
                "../page/",
                "../page/index.html",
                "../page/nothing.js",
                "../page/Page.class",
                "../page/sub/main.js",
                "../page/..%2f..%2fx.js"
            })
    void of_files_of_the_page_there_are_those_that_it_has(String path) {
        assertThat(get(store, "GET", path).status()).isIn(400, 404);
    }

    @Test
    @Tag("own-server")
    void the_root_of_a_server_with_the_second_war_says_what_is_here_and_where_it_is() {
        try (PayaraMicro server = PayaraMicro.onH2WithRoot()) {
            Store own = new Store(server.uri());
            assertWelcome(own, "/", "eventstore/", BROWSER, "text/html");
            assertWelcome(own, "/", "eventstore/", "*/*", "text/plain");
            assertWelcome(own, "/", "eventstore/", "application/json", "application/json");
            get(own, "GET", "/nothing").problem(404, "not-found");
            get(own, "DELETE", "/").problem(405, "method-not-allowed");
            own.post(Names.freshStream(), "{\"type\":\"t\",\"payload\":1}").is(201);
        }
    }

    private static void assertWelcome(Store at, String path, String way, String accept, String type) {
        Reply page = get(at, "GET", path, "Accept", accept).is(200);
        assertThat(page.header("Content-Type")).startsWith(type);
        assertThat(page.header("Vary")).contains("Accept");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.body())
                .contains(
                        "Event store",
                        way + "api/streams/{domain}/{identifier}/events",
                        way + "api/events",
                        way + "api/log",
                        way + "api/openapi.json",
                        "/health/ready",
                        "docs/http.md")
                .containsPattern("\\d+\\.\\d+\\.\\d+");
        if (type.equals("text/html")) {
            assertThat(page.body()).contains("<a href=\"" + way + "api/openapi.json\">");
        }
        if (type.equals("application/json")) {
            JsonObject links = page.object().getJsonObject("links");
            at.get(at.uri(path).resolve(links.getString("openapi")).toString()).is(200);
        }
        Reply head = get(at, "HEAD", path, "Accept", accept).is(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(page.header("Content-Type"));
        assertThat(head.header("Content-Length")).isEqualTo(page.header("Content-Length"));
    }

    /** No credentials are needed, nor does it tell strangers which version is here. */
    @Test
    void strangers_are_told_the_same_without_the_version() {
        Reply page = get(store, "GET", "../", "X-Forwarded-For", "192.0.2.1").is(200);
        assertThat(page.body()).contains("Event store", "api/log").doesNotContainPattern("\\d+\\.\\d+\\.\\d+");
        get(Servers.guarded(), "GET", "../").is(200);
    }

    @Test
    void without_a_slash_it_leads_there() {
        Reply page = get(store, "GET", "../../eventstore");
        assertThat(page.status()).isIn(301, 302, 307, 308);
        assertThat(page.header("Location")).matches("(.*/)?eventstore/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void nothing_can_be_done_there(String method) {
        get(store, method, "../").problem(405, "method-not-allowed");
    }
}
