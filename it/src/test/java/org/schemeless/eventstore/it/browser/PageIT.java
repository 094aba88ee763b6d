/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.it.tool.browser.Browser;
import org.schemeless.eventstore.it.tool.browser.Tab;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.it.tool.server.Guard;
import org.schemeless.eventstore.it.tool.server.PayaraMicro;
import org.schemeless.eventstore.it.tool.subscription.Poisoned;
import org.schemeless.eventstore.it.tool.subscription.SubscriptionArchive;

/** The page for people, in a real browser: what it shows, what it costs, and what it does not let happen. */
@Tag("browser")
class PageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String IMAGE = "<img src=x onerror=window.hacked=1>";
    private static final String SCRIPT = "</script><script>window.hacked=1</script>";
    private static final String NUMBER = "12345678901234567890.1000000000000000000000010";

    private static Browser browser;

    private Tab tab;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void open() {
        tab = browser.open();
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(tab.errors()).isEmpty();
        assertThat(tab.is("window.hacked")).isFalse();
    }

    private static URI page(Store store, String view) {
        return store.uri("../#/" + view);
    }

    private static String query(String... parameters) {
        return IntStream.range(0, parameters.length / 2)
                .mapToObj(i -> parameters[2 * i] + "=" + Names.encoded(parameters[2 * i + 1]))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static void append(Store store, String domain, String identifier, String... events) {
        String streams = "\"domain\":" + Json.createValue(domain) + ",\"identifier\":" + Json.createValue(identifier);
        for (String event : events) {
            store.post("events", "{\"events\":[{" + streams + "," + event.substring(1) + "]}")
                    .is(201);
        }
    }

    private static String event(String id, String type, String payload, String more) {
        return "{\"id\":" + Json.createValue(id) + ",\"type\":" + Json.createValue(type) + ",\"payload\":" + payload
                + more + "}";
    }

    private static String cause(String id) {
        return ",\"causationId\":" + Json.createValue(id) + ",\"correlationId\":" + Json.createValue(id + "-all");
    }

    @Test
    void each_view_shows_what_it_is_for_and_has_no_barrier() {
        Store store = Servers.open();
        String domain = Names.fresh("orders");
        String first = Names.fresh("e");
        append(
                store,
                domain,
                "order 7",
                event(first, "placed", "{\"amount\":100.00,\"lines\":[{\"article\":\"a\",\"count\":2}]}", ""),
                event(first + "-2", "paid", "{\"amount\":100.00}", cause(first)),
                event(first + "-3", "sent", "{\"parcel\":\"p\"}", cause(first + "-2")));

        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("domains", "Domains");
        titles.put("streams" + query("domain", domain, "prefix", "order"), "Streams of " + domain);
        titles.put("stream" + query("domain", domain, "identifier", "order 7", "at", "2"), domain + " / order 7");
        titles.put("event" + query("id", first + "-2"), "Event: paid");
        titles.put("linked" + query("correlationId", first + "-all"), "Events of one correlation");
        titles.put("log" + query("domain", domain), "Log");
        titles.put("live", "Log, live");
        titles.put("subscriptions", "Subscriptions");
        titles.put("projections", "Projections");
        titles.put("figures", "Figures of this node");
        titles.put("store", "Store");

        List<String> barriers = new ArrayList<>();
        for (boolean dark : new boolean[] {false, true}) {
            tab.dark(dark);
            for (Map.Entry<String, String> view : titles.entrySet()) {
                tab.go(page(store, view.getKey()));
                tab.awaitTitle(view.getValue());
                tab.await("document.title.startsWith(document.querySelector('h1').textContent)");
                tab.await("document.querySelector('.charts svg') || !location.hash.includes('figures')");
                tab.barriers().forEach(found -> barriers.add(view.getKey() + ": " + found));
                String name = view.getKey().replaceAll("\\?.*", "") + (dark ? "-dark" : "");
                tab.picture(System.getProperty("eventstore.it.http") + "-" + name);
            }
        }
        assertThat(barriers).isEmpty();

        tab.dark(false);
        tab.go(page(store, "event" + query("id", first + "-2")));
        tab.awaitText("placed");
        tab.awaitText("100.00");
        tab.awaitText("sent");
        tab.click("sent");
        tab.awaitTitle("Event: sent");
        assertThat(tab.text("location.hash")).contains(Names.encoded(first + "-3"));
    }

    @Test
    void a_list_leads_from_the_domain_to_the_event() {
        Store store = Servers.open();
        String domain = Names.fresh("!account");
        append(
                store,
                domain,
                "42",
                event(Names.fresh("e"), "opened", "1", ""),
                event(Names.fresh("e"), "closed", "2", ""));

        tab.go(page(store, ""));
        tab.awaitTitle("Domains");
        tab.click(domain);
        tab.awaitTitle("Streams of " + domain);
        tab.click("42");
        tab.awaitTitle(domain + " / 42");
        tab.click("closed");
        tab.awaitTitle("Event: closed");
        tab.evaluate("history.back()");
        tab.awaitTitle(domain + " / 42");
    }

    /** The store that is asked has lists: that a table on DynamoDB has none is put in the way of the answer. */
    @Test
    void without_lists_a_stream_opens_by_its_name() {
        Store store = Servers.open();
        String domain = Names.fresh("account");
        append(store, domain, "42", event(Names.fresh("e"), "opened", "1", ""));
        tab.go(page(store, "log"));
        tab.awaitTitle("Log");
        tab.evaluate("void (own => { window.fetch = (where, how) => new URL(where, location).pathname"
                + ".endsWith('/api/domains') ? Promise.resolve(new Response('{}', { status: 501 })) : own(where, how);"
                + " })(window.fetch)");

        tab.go(page(store, "domains"));
        tab.awaitTitle("Domains");
        tab.awaitText("This storage keeps no lists of domains and streams.");
        tab.fill("Domain", domain);
        tab.fill("Identifier", "42");
        tab.click("Show");
        tab.awaitTitle(domain + " / 42");
    }

    @Test
    void names_and_payloads_are_text_whatever_they_are() {
        Store store = Servers.open();
        String domain = Names.fresh(IMAGE);
        String id = Names.fresh("<b>&amp;\"'");
        String payload = "{\"" + IMAGE + "\":\"" + SCRIPT + "\",\"__proto__\":{\"a\":1},\"number\":" + NUMBER
                + ",\"text\":\"\\u202eabc\\n\\u0007\",\"long\":\"" + "x".repeat(5_000) + "\",\"many\":["
                + "7,".repeat(300) + "8]}";
        String end = Long.toString(store.end());
        append(store, domain, SCRIPT, event(id, IMAGE, payload, cause(IMAGE)));

        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("stream" + query("domain", domain, "identifier", SCRIPT), domain + " / " + SCRIPT);
        titles.put("log" + query("domain", domain, "after", end), "Log");
        titles.put("linked" + query("causationId", IMAGE), "Events of one cause");
        titles.put("event" + query("id", id), "Event: " + IMAGE);
        for (Map.Entry<String, String> view : titles.entrySet()) {
            tab.go(page(store, view.getKey()));
            tab.awaitTitle(view.getValue());
            tab.awaitText(IMAGE);
            assertThat(tab.number("document.images.length + document.scripts.length"))
                    .isEqualTo(1);
        }
        tab.awaitText("\"number\": " + NUMBER);
        tab.awaitText("\"__proto__\":");
        tab.awaitText(SCRIPT);
        assertThat(tab.text("document.body.innerText")).doesNotContain("xxxx", "7\n7\n");
        tab.click("Text of 5,002 characters");
        tab.awaitText("xxxx");
        tab.click("[ 301 ]");
        tab.click("Show 100 more");
        tab.await("document.querySelectorAll('.numeral').length > 200");
        tab.go(page(store, "event" + query("id", IMAGE)));
        tab.awaitText("There is no such thing.");
    }

    @Test
    void the_first_view_is_small_and_comes_from_one_place() {
        Store store = Servers.open();
        tab.go(page(store, ""));
        tab.awaitTitle("Domains");
        assertThat(tab.received()).isBetween(20_000L, 100_000L);
        assertThat(tab.requested())
                .allSatisfy(
                        address -> assertThat(address).startsWith("http://127.0.0.1:" + store.port() + "/eventstore/"));
        assertThat(tab.number("localStorage.length + sessionStorage.length")).isZero();
        assertThat(tab.text("document.cookie")).isEmpty();
    }

    /** On DynamoDB Local such a stream would take minutes. */
    @Test
    @Tag("front")
    void a_stream_of_a_hundred_thousand_events_scrolls_in_flat_memory() {
        Store store = Servers.open();
        String domain = Names.fresh("long");
        for (int i = 0; i < 10; i++) {
            String events = IntStream.rangeClosed(10_000 * i + 1, 10_000 * (i + 1))
                    .mapToObj(number -> numbered(number, 200))
                    .collect(Collectors.joining(",", "[", "]"));
            store.post("streams/" + domain + "/one/events", events).is(201);
        }

        tab.go(page(store, "stream" + query("domain", domain, "identifier", "one")));
        tab.awaitText("100,000 events.");
        // as many pages as are kept, and some more
        for (int round = 1; round <= 25; round++) {
            visit(round * 400);
        }
        visit(1);
        long heap = tab.heap();
        long nodes = tab.nodes();
        // the events of the pages that these need take some 5 MB
        for (int round = 1; round <= 200; round++) {
            visit(1 + round * 490);
            assertThat(tab.number("document.querySelectorAll('.row').length")).isLessThan(60);
        }
        visit(100_000);
        visit(1);
        assertThat(tab.heap() - heap).isLessThan(2_000_000);
        assertThat(tab.nodes() - nodes).isLessThan(500);
        String last = "[...document.querySelectorAll('.body .payload')].some(one => " + isOf("one", 100_000) + ")";
        tab.evaluate("document.querySelector('.scroll').scrollTop = 1e9");
        tab.await(last);
        tab.await("Number(new URLSearchParams(location.hash.split('?')[1]).get('at')) > 99900");
        tab.reload();
        tab.await(last);
    }

    /** An event whose payload is a text that begins with a number and has so many characters more. */
    private static String numbered(int number, int more) {
        return "{\"type\":\"t\",\"payload\":\"" + number + " " + "x".repeat(more) + "\"}";
    }

    /** Whether an element shows the payload of such an event. */
    private static String isOf(String element, int number) {
        return element + "?.textContent.startsWith('\"" + number + " ')";
    }

    /** Goes to an event, and waits until it is shown. */
    private void visit(int sequence) {
        tab.fill("Sequence", Integer.toString(sequence));
        tab.click("Show");
        tab.await(isOf("document.querySelector('.marked .payload')", sequence));
    }

    @Test
    void the_live_log_shows_what_comes_and_does_not_grow() {
        Store store = Servers.open();
        String domain = Names.fresh("live");
        tab.go(page(store, "live" + query("domain", domain)));
        tab.awaitText("Following.");
        write(store, domain, 0, 10);
        tab.awaitText("10 events seen.");
        write(store, domain, 10, 500);
        tab.awaitText("510 events seen.");
        assertThat(tab.number("document.querySelector('tbody').rows.length")).isEqualTo(200);
        assertThat(tab.is(isOf("document.querySelector('tbody tr td:last-child')", 509)))
                .isTrue();
        long heap = tab.heap();
        long nodes = tab.nodes();
        // some 4.6 MB
        write(store, domain, 510, 4_490);
        tab.awaitText("5,000 events seen.");
        assertThat(tab.number("document.querySelector('tbody').rows.length")).isEqualTo(200);
        assertThat(tab.heap() - heap).isLessThan(2_000_000);
        assertThat(tab.nodes() - nodes).isLessThan(500);

        tab.click("Pause");
        tab.awaitText("Paused.");
        write(store, domain, 5_000, 3);
        tab.click("Go on");
        tab.awaitText("5,003 events seen.");
        append(store, domain + "-other", "1", event(Names.fresh("e"), "t", "1", ""));
        write(store, domain, 5_003, 1);
        tab.awaitText("5,004 events seen.");
    }

    private static void write(Store store, String domain, int from, int count) {
        for (int i = from; i < from + count; i += 500) {
            String events = IntStream.range(i, Math.min(from + count, i + 500))
                    .mapToObj(number -> numbered(number, 1_000))
                    .collect(Collectors.joining(",", "[", "]"));
            store.post("streams/" + domain + "/one/events", events).is(201);
        }
    }

    @Test
    @Tag("front")
    void an_event_that_cannot_be_read_ends_the_live_log_and_is_named() {
        Store store = Servers.open();
        tab.go(page(store, "store"));
        tab.awaitTitle("Store");
        String problem =
                "{\"type\":\"problems/unreadable-event\",\"status\":500,\"detail\":\"See why.\",\"id\":\"e1\"}";
        instead(
                "options.headers.Accept === 'text/event-stream'",
                "new Response(" + Json.createValue("retry: 1000\n\nid: 1\n\nevent: problem\ndata: " + problem + "\n\n")
                        + ")");
        tab.go(page(store, "live"));
        tab.awaitText("The event e1 cannot be read. See why.");
        assertThat(tab.number("window.answered")).isEqualTo(1);
        tab.click("Go on");
        tab.await("window.answered === 2");
    }

    /** Has the page get this answer, where the condition holds, in the place of the store's. */
    private void instead(String condition, String answer) {
        tab.evaluate("{ const real = window.fetch; window.answered = 0;"
                + " window.fetch = async (address, options) => {"
                + " if (!(" + condition + ")) { return real(address, options); }"
                + " window.answered++; return " + answer + "; }; null; }");
    }

    @Test
    @Tag("front")
    void a_stream_behind_a_proxy_that_changes_entity_tags_has_its_length_or_says_that_it_is_missing() {
        Store store = Servers.open();
        String domain = Names.fresh("tagged");
        write(store, domain, 0, 3);
        tab.go(page(store, "store"));
        tab.awaitTitle("Store");
        String stream = "String(address).includes('events?')";
        String view = "stream" + query("domain", domain, "identifier", "one");
        instead(stream, "new Response((await real(address, options)).body, { headers: { ETag: 'W/\"3-gzip\"' } })");
        tab.go(page(store, view));
        tab.awaitText("3 events.");
        instead(stream, "new Response((await real(address, options)).body)");
        tab.go(page(store, view + "&at=2"));
        tab.awaitText("How long the stream is was not told");
    }

    @Test
    void names_with_commas_are_whole_and_the_same_look_can_be_taken_again() {
        Store store = Servers.open();
        String domain = Names.fresh("a,b \u202e");
        String type = "x,y";
        String end = Long.toString(store.end());
        append(store, domain, "1", event(Names.fresh("e"), type, "\"first\"", ""));
        tab.go(page(store, "log" + query("after", end, "domain", domain, "domain", "other", "type", type)));
        tab.awaitText("first");
        assertThat(tab.text("getComputedStyle(document.querySelector('td a')).unicodeBidi"))
                .isEqualTo("isolate");
        tab.click("Show");
        // a blank is written otherwise in addresses of the page
        tab.await("location.hash.includes('+')");
        tab.awaitText("first");
        append(store, domain, "1", event(Names.fresh("e"), type, "\"second\"", ""));
        tab.click("Show");
        tab.awaitText("second");
        tab.click(type);
        tab.awaitTitle("Event: " + type);
        tab.click(type);
        tab.awaitTitle("Log");
        assertThat(tab.requested()).anySatisfy(address -> assertThat(address).contains("log?after=0&type=x%2Cy&"));
        tab.go(page(store, "live" + query("domain", domain, "type", type, "after", end)));
        tab.awaitText("second");
    }

    @Test
    void effects_are_listed_once_however_fast_more_are_wanted() {
        Store store = Servers.open();
        String domain = Names.fresh("effects");
        String first = Names.fresh("e");
        append(store, domain, "cause", event(first, "t", "1", ""));
        store.post(
                        "streams/" + domain + "/effects/events",
                        IntStream.range(0, 60)
                                .mapToObj(i -> event(Names.fresh("e"), "t", "1", cause(first)))
                                .collect(Collectors.joining(",", "[", "]")))
                .is(201);
        tab.go(page(store, "event" + query("id", first)));
        tab.await("document.querySelectorAll('div.tree > ul > li').length === 50");
        tab.evaluate("{ const more = [...document.querySelectorAll('div.tree > button')].find(one => !one.hidden);"
                + " more.click(); more.click(); }");
        tab.await("document.querySelectorAll('div.tree > ul > li').length >= 60");
        assertThat(tab.requested())
                .filteredOn(address -> address.contains("causationId=" + first))
                .hasSize(2);
        assertThat(tab.number("document.querySelectorAll('div.tree > ul > li').length"))
                .isEqualTo(60);
    }

    @Test
    @Tag("front")
    void a_server_that_goes_and_comes_back_is_followed_on() {
        try (PayaraMicro server = PayaraMicro.onH2()) {
            Store store = new Store(server.uri());
            tab.go(page(store, "live"));
            tab.awaitText("Following.");
            write(store, "d", 0, 3);
            tab.awaitText("3 events seen.");
            server.kill();
            tab.awaitText("The connection is lost; it comes back by itself.");
            server.start();
            write(store, "d", 3, 2);
            tab.awaitText("Following.");
            tab.awaitText("5 events seen.");
        }
    }

    @Test
    @Tag("front")
    void who_needs_credentials_is_asked_and_they_last_for_the_tab() {
        Store store = Servers.guarded();
        tab.go(page(store, "store"));
        tab.awaitTitle("Who are you?");
        assertThat(tab.barriers()).isEmpty();
        tab.fill("Token", "wrong");
        tab.click("Enter with the token");
        tab.awaitText("The store asks who you are.");
        tab.fill("Token", Servers.READER);
        tab.click("Enter with the token");
        tab.awaitTitle("Store");
        tab.awaitText("reports (reader)");
        assertThat(tab.text("document.body.innerText")).contains("***").doesNotContain(Servers.READER);
        assertThat(tab.text("location.href")).doesNotContain(Servers.READER);
        tab.reload();
        tab.awaitTitle("Store");
        Tab other = browser.open();
        other.go(page(store, "store"));
        other.awaitTitle("Who are you?");
        tab.click("Log out");
        tab.awaitTitle("Who are you?");
        assertThat(tab.number("localStorage.length + sessionStorage.length")).isZero();
    }

    @Test
    @Tag("front")
    void credentials_that_are_of_no_use_can_be_given_up() {
        Store store = Servers.guarded();
        enter(store, Servers.POSTER, "store");
        tab.awaitText("You may not see this: it needs another role.");
        assertThat(tab.barriers()).isEmpty();
        tab.click("Log out");
        tab.awaitTitle("Who are you?");
        tab.awaitText("Send Authorization: Bearer and a token that is configured here");
        assertThat(tab.number("sessionStorage.length")).isZero();

        tab.fill("Token", "t\u20acken");
        tab.click("Enter with the token");
        assertThat(tab.is("document.querySelector('main input').validity.patternMismatch"))
                .isTrue();
        assertThat(tab.number("sessionStorage.length")).isZero();
        tab.evaluate("sessionStorage.setItem('eventstore-authorization', 'Bearer t\u20acken')");
        tab.reload();
        tab.awaitText("The store cannot be reached.");
        tab.click("Log out");
        tab.awaitTitle("Who are you?");
    }

    @Test
    @Tag("front")
    void an_administrator_has_buttons_and_a_reader_has_none(@TempDir Path directory) {
        Path archive = SubscriptionArchive.fileWithViewsAndPoisoned(directory);
        try (PayaraMicro server = PayaraMicro.onH2(Guard.settings(), archive)) {
            Store store = new Store(server.uri());
            String poison = "{\"id\":\"poison-1\",\"type\":\"" + Poisoned.POISON + "\",\"payload\":1}";
            store.post("streams/d/i/events", poison, "Authorization", "Bearer " + Servers.ADMIN, "If-None-Match", "*")
                    .is(201);
            await().atMost(PATIENCE)
                    .until(() -> store.get("subscriptions", "Authorization", "Bearer " + Servers.READER)
                            .body()
                            .contains("\"stopped\":true"));

            enter(store, Servers.READER, "subscriptions");
            tab.awaitText("stopped at position 1");
            assertThat(tab.barriers()).isEmpty();
            assertThat(tab.number("document.querySelectorAll('main button').length"))
                    .isZero();
            tab.go(page(store, "projections"));
            tab.awaitTitle("Projections");
            tab.awaitText("following, read");
            assertThat(tab.number("document.querySelectorAll('main button').length"))
                    .isZero();
            tab.click("Log out");

            enter(store, Servers.ADMIN, "subscriptions");
            tab.awaitText("stopped at position 1");
            tab.picture("admin-subscriptions");
            tab.click("Restart: " + Poisoned.NAME);
            tab.awaitText("Restart: " + Poisoned.NAME + "?");
            assertThat(tab.barriers()).isEmpty();
            tab.click("Leave it");
            tab.await("!document.querySelector('dialog')");
            assertThat(tab.is("document.querySelector('[role=status]').textContent"))
                    .isFalse();
            tab.click("Restart: " + Poisoned.NAME);
            tab.await("document.querySelector('dialog')");
            tab.go(page(store, "store"));
            tab.awaitTitle("Store");
            tab.await("!document.querySelector('dialog')");
            tab.go(page(store, "subscriptions"));
            tab.awaitText("stopped at position 1");
            tab.click("Restart: " + Poisoned.NAME);
            tab.click("Do it");
            tab.awaitText("Done: Restart.");
            tab.click(Poisoned.POISON);
            tab.awaitTitle("Event: " + Poisoned.POISON);

            tab.go(page(store, "projections"));
            tab.awaitText("following, read");
            assertThat(tab.barriers()).isEmpty();
            tab.picture("admin-projections");
            String name = tab.text("document.querySelector('main h2').textContent");
            tab.click("Pause: " + name);
            tab.click("Do it");
            tab.awaitText("following, read, paused");
            tab.click("Resume: " + name);
            tab.click("Do it");
            tab.await("!document.body.innerText.includes('paused')");
        }
    }

    private void enter(Store store, String token, String view) {
        tab.go(page(store, view));
        tab.awaitTitle("Who are you?");
        tab.fill("Token", token);
        tab.click("Enter with the token");
    }

    @Test
    @Tag("front")
    void it_can_be_used_by_keyboard_on_a_narrow_screen_and_enlarged() {
        Store store = Servers.open();
        String domain = Names.fresh("narrow");
        append(store, domain, "x".repeat(200), event(Names.fresh("e"), "t", "\"" + "y".repeat(1_000) + "\"", ""));
        for (int width : new int[] {320, 640}) {
            tab.size(width, 450);
            for (String view : List.of(
                    "domains",
                    "streams" + query("domain", domain),
                    "log" + query("domain", domain),
                    "subscriptions",
                    "stream" + query("domain", domain, "identifier", "x".repeat(200)),
                    "figures",
                    "store")) {
                tab.go(page(store, view));
                tab.await("document.querySelector('h1') && !document.body.innerText.includes('Loading')");
                assertThat(tab.number("document.documentElement.scrollWidth"))
                        .as(view)
                        .isLessThanOrEqualTo(width);
            }
        }
        tab.picture("narrow-store");
        tab.size(1280, 900);
        tab.go(page(store, "stream" + query("domain", domain, "identifier", "x".repeat(200))));
        tab.await("document.querySelector('.body a')");
        assertThat(tab.text("document.activeElement.tagName")).isEqualTo("H1");
        for (int i = 0; i < 20 && !tab.is("document.activeElement.closest('.body')"); i++) {
            tab.press("Tab");
        }
        assertThat(tab.text("document.activeElement.textContent")).isEqualTo("t");
        tab.press("Enter");
        tab.awaitTitle("Event: t");
    }
}
