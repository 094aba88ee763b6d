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
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;
import org.schemeless.eventstore.transfer.Transfer;

/** Personal members of events over HTTP: appended, read, erased, and brought into another store. */
@HttpTest
@Tag("own-server")
class PersonalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LINES = "application/x-ndjson";
    private static final String ADMIN = "Bearer " + Servers.ADMIN;
    private static final String READER = "Bearer " + Servers.READER;
    private static final String WRITER = "Bearer " + Servers.WRITER;
    private static final String POSTER = "Bearer " + Servers.POSTER;

    private final Store store = Servers.personal();
    private final Store target = Servers.otherPersonal();
    private final String customer = Names.fresh("customer");
    private final String street = Names.fresh("street");
    private final String phone = Names.fresh("phone");
    private final String identifier = Names.fresh("s");
    private final String stream = Names.events("orders", identifier);

    @TempDir
    Path directory;

    private String subject() {
        return "{\"type\":\"customer\",\"id\":\"" + customer + "\"}";
    }

    private String personal() {
        return "[{\"subject\":" + subject() + ",\"members\":[\"/street\",\"/phones/0\"]}]";
    }

    private String payload() {
        return "{\"street\":\"" + street + "\",\"phones\":[\"" + phone + "\",\"555\"],\"total\":12.50}";
    }

    private String event(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"placed\",\"payload\":" + payload()
                + ",\"correlationId\":\"" + id + "\",\"tags\":[{\"name\":\"order\",\"value\":\"" + identifier
                + "\"}],\"personal\":" + personal() + "}";
    }

    private Reply append(String event, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", WRITER));
        all.addAll(List.of(headers));
        return store.post(stream, event, all.toArray(String[]::new));
    }

    private static Reply read(Store from, String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", READER));
        all.addAll(List.of(headers));
        return from.get(path, all.toArray(String[]::new));
    }

    private static Reply asAdmin(Store to, String path, String body) {
        return to.post(path, body, "Authorization", ADMIN);
    }

    private JsonObject erase(Store from) {
        JsonObject erasure = asAdmin(from, "erasures", "{\"subject\":" + subject() + ",\"request\":\"request 118\"}")
                .is(201)
                .object();
        await().atMost(PATIENCE).until(() -> read(from, stream).is(200).body().contains("\"erased\":true"));
        return erasure;
    }

    private static JsonValue json(String text) {
        return Json.createReader(new StringReader(text)).readValue();
    }

    private static String texts(JsonObject object, String array) {
        return object.getJsonArray(array).getValuesAs(JsonString::getString).toString();
    }

    /** What each form says of an event, and its payload and personal members there. */
    private Map<String, List<JsonValue>> inAllForms(String id) {
        Map<String, List<JsonValue>> found = new LinkedHashMap<>();
        JsonObject single = read(store, "events/" + id).is(200).object();
        found.put("event", parts(single));
        found.put("look-up", parts(read(store, "events?id=" + id).events().get(0)));
        found.put(
                "linked",
                parts(read(store, "events?correlationId=" + id).events().get(0)));
        found.put("stream", parts(read(store, stream).events().get(0)));
        found.put(
                "query",
                parts(read(store, "events?domain=orders&identifier=" + identifier)
                        .events()
                        .get(0)));
        JsonObject boundary = store.post(
                        "boundary",
                        "{\"items\":[{\"tags\":[{\"name\":\"order\",\"value\":\"" + identifier + "\"}]}]}",
                        "Authorization",
                        READER)
                .is(200)
                .object();
        found.put("boundary", parts(boundary.getJsonArray("events").getJsonObject(0)));
        JsonObject ofSubjects = read(store, "events/" + id, "Accept", "application/cloudevents+json")
                .is(200)
                .object();
        found.put("CloudEvent", partsOfCloudEvent(ofSubjects));
        found.put(
                "CloudEvents",
                partsOfCloudEvent(read(store, stream, "Accept", "application/cloudevents-batch+json")
                        .is(200)
                        .json()
                        .asJsonArray()
                        .getJsonObject(0)));
        long before = position(id) - 1;
        found.put(
                "log",
                parts(read(store, "log?after=" + before + "&limit=1").events().get(0)));
        found.put(
                "lines",
                parts(read(store, "log?after=" + before, "Accept", LINES)
                        .lines()
                        .get(0)));
        String live = store.firstLines("log?after=" + before, 4, "Accept", "text/event-stream", "Authorization", READER)
                .body();
        found.put("live", parts(json(live.substring(live.indexOf('{'))).asJsonObject()));
        return found;
    }

    private long position(String id) {
        await().atMost(PATIENCE)
                .until(() -> read(store, "events/" + id).is(200).object().containsKey("position"));
        return read(store, "events/" + id).object().getJsonNumber("position").longValue();
    }

    private static List<JsonValue> parts(JsonObject event) {
        return List.of(event.get("payload"), event.get("personal"));
    }

    private static List<JsonValue> partsOfCloudEvent(JsonObject event) {
        return List.of(event.get("data"), json(event.getString("personal")));
    }

    @Test
    void each_form_shows_them_as_they_were_given_and_after_the_erasure_that_they_are_gone() {
        String id = Names.fresh("e");
        append(event(id)).is(201);

        JsonObject group = read(store, "events/" + id)
                .is(200)
                .object()
                .getJsonArray("personal")
                .getJsonObject(0);
        assertThat(group.keySet()).containsExactlyInAnyOrder("subject", "key", "members");
        assertThat(group.get("subject")).isEqualTo(json(subject()));
        assertThat(texts(group, "members")).isEqualTo("[/phones/0, /street]");
        assertThat(inAllForms(id))
                .hasSize(11)
                .allSatisfy((form, parts) -> assertThat(parts)
                        .as(form)
                        .containsExactly(
                                json(payload()),
                                Json.createArrayBuilder().add(group).build()));

        JsonObject erasure = erase(store);

        assertThat(erasure.getString("key")).isEqualTo(group.getString("key"));
        String erased = "[{\"key\":\"" + group.getString("key")
                + "\",\"members\":[\"/phones/0\",\"/street\"],\"erased\":true}]";
        assertThat(inAllForms(id))
                .allSatisfy((form, parts) -> assertThat(parts)
                        .as(form)
                        .containsExactly(json("{\"phones\":[null,\"555\"],\"total\":12.50}"), json(erased)));
    }

    @Test
    void an_erasure_is_an_event_that_names_the_key_and_nobody() {
        append(event(Names.fresh("e"))).is(201);

        Reply reply = asAdmin(store, "erasures", "{\"subject\":" + subject() + ",\"request\":\"request 118\"}")
                .is(201);

        JsonObject event = read(store, reply.location()).is(200).object();
        assertThat(event.getString("id"))
                .isEqualTo(reply.object().getJsonObject("event").getString("id"));
        assertThat(event.getString("domain")).isEqualTo("$erasures");
        assertThat(event.getString("type")).isEqualTo("$erasure");
        assertThat(event.getJsonObject("payload").getString("key"))
                .isEqualTo(reply.object().getString("key"));
        assertThat(event.getJsonObject("payload").getString("request")).isEqualTo("request 118");
        assertThat(event.toString()).doesNotContain(customer);
    }

    @Test
    void where_there_is_nothing_to_be_erased_nothing_happens() {
        String body = "{\"subject\":" + subject() + "}";
        assertThat(asAdmin(store, "erasures", body).is(200).body()).isEqualTo("{\"done\":true}");
        append(event(Names.fresh("e"))).is(201);
        assertThat(asAdmin(store, "erasures", body).is(201).object().containsKey("event"))
                .isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                asAdmin(store, "erasures", body).is(200).body())
                        .isEqualTo("{\"done\":true}"));
    }

    @Test
    void what_is_appended_after_an_erasure_has_another_key() {
        append(event(Names.fresh("e"))).is(201);
        JsonObject erasure = erase(store);
        append(event(Names.fresh("e"))).is(201);

        List<JsonObject> events = read(store, stream).is(200).events();

        assertThat(events.get(0).getJsonArray("personal").getJsonObject(0).getBoolean("erased"))
                .isTrue();
        assertThat(events.get(1).getJsonObject("payload").getString("street")).isEqualTo(street);
        assertThat(events.get(1).getJsonArray("personal").getJsonObject(0).getString("key"))
                .isNotEqualTo(erasure.getString("key"));
    }

    @Test
    void the_same_request_after_an_erasure_is_answered_as_the_first_time() {
        String event = event(Names.fresh("e"));
        String first = append(event).is(201).body();
        erase(store);
        assertThat(append(event).is(200).body()).isEqualTo(first);
        append(event.replace("12.50", "13.50")).problem(409, "duplicate-event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; personal",
                "[1]; personal",
                "[{}]; personal.members",
                "[{\"members\":[\"/street\"]}]; personal.subject",
                "[{\"subject\":{\"type\":\"c\"},\"members\":[\"/street\"]}]; personal.subject.id",
                "[{\"subject\":{\"type\":\"\",\"id\":\"1\"},\"members\":[\"/street\"]}]; personal.subject.type",
                "[{S,\"members\":[]}]; personal.members",
                "[{S,\"members\":[\"street\"]}]; personal.members",
                "[{S,\"members\":[\"/town\"]}]; personal.members",
                "[{S,\"members\":[\"/phones\",\"/phones/0\"]}]; personal.members",
                "[{S,\"members\":[\"/street\"],\"key\":\"k\"}]; personal.key",
                "[{S,\"members\":[\"/street\"],\"sealed\":true}]; personal.sealed",
                "[{S,\"members\":[\"/street\"],\"subject\":1}]; personal"
            })
    void what_is_wrong_with_them_is_named_and_nothing_is_stored(String wrong, String field) {
        String bad = event(Names.fresh("e")).replace(personal(), wrong.replace("S,", "\"subject\":" + subject() + ","));

        JsonObject problem =
                append("[" + event(Names.fresh("e")) + "," + bad + "]").invalid(field);

        assertThat(problem.getInt("index")).isEqualTo(1);
        assertThat(problem.toString()).doesNotContain(street, customer);
        assertThat(read(store, stream).is(200).header("ETag")).isEqualTo("\"0\"");
        assertThat(asAdmin(store, "erasures/events", "{\"subject\":" + subject() + "}")
                        .is(200)
                        .events())
                .isEmpty();
    }

    @Test
    void cloud_events_bring_them_as_text() {
        String id = Names.fresh("e");
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/shop/orders\",\"type\":\"placed\",\"data\":" + payload() + ",\"personal\":";
        String type = "application/cloudevents+json";
        store.postAs(type, stream, event + Json.createValue(personal()) + "}", "Authorization", WRITER)
                .is(201);
        store.postAs(type, stream, event + "\"yes\"}", "Authorization", WRITER).invalid("personal");

        assertThat(read(store, "events/" + id)
                        .object()
                        .getJsonArray("personal")
                        .getJsonObject(0)
                        .get("subject"))
                .isEqualTo(json(subject()));
        assertThat(sealed(position(id) - 1)).doesNotContain(street);
    }

    @Test
    void an_erasure_changes_the_entity_tag_and_is_never_unchanged() {
        assertThat(append(event(Names.fresh("e"))).is(201).header("ETag")).isEqualTo("\"1\"");
        Reply before = read(store, stream).is(200);
        String tag = before.header("ETag");
        assertThat(tag).matches("\"1\\.[0-9a-f]{16}\"");
        assertThat(before.header("Cache-Control")).isEqualTo("no-store");
        assertThat(store.head(stream, "Authorization", READER).is(200).header("ETag"))
                .isEqualTo(tag);
        assertThat(read(store, stream, "If-None-Match", tag).is(304).header("ETag"))
                .isEqualTo(tag);

        erase(store);

        Reply after = read(store, stream, "If-None-Match", tag).is(200);
        assertThat(after.body()).doesNotContain(street, phone, customer);
        assertThat(after.header("ETag")).matches("\"1\\.[0-9a-f]{16}\"").isNotEqualTo(tag);
        assertThat(after.header("Cache-Control")).isEqualTo("no-store");
        read(store, stream, "If-None-Match", after.header("ETag")).is(304);
        read(store, stream, "If-Match", tag).is(200);
        append("{\"type\":\"t\",\"payload\":1}", "If-Match", tag).is(201);
        append("{\"type\":\"t\",\"payload\":1}", "If-Match", tag).problem(412, "concurrency-error");
    }

    /** Not even the beginning of the stream has an event that an erasure could change. */
    @Test
    void a_page_without_personal_members_has_the_sequence_alone() {
        append("{\"type\":\"t\",\"payload\":1}").is(201);
        append(event(Names.fresh("e"))).is(201);
        assertThat(read(store, stream + "?limit=1").is(200).header("ETag")).isEqualTo("\"2\"");
        read(store, stream + "?limit=1", "If-None-Match", "\"2\"").is(304);
        assertThat(read(store, stream + "?after=1").is(200).header("ETag")).startsWith("\"2.");
    }

    @Test
    void the_events_of_a_subject_come_by_pages_until_they_are_erased() {
        List<String> ids =
                IntStream.range(0, 25).mapToObj(i -> Names.fresh("e")).toList();
        append(ids.stream().map(this::event).collect(Collectors.joining(",", "[", "]")))
                .is(201);

        List<String> found = new ArrayList<>();
        String after = "null";
        do {
            JsonObject page = asAdmin(
                            store,
                            "erasures/events",
                            "{\"subject\":" + subject() + ",\"after\":" + after + ",\"limit\":12}")
                    .is(200)
                    .object();
            List<JsonObject> events = page.getJsonArray("events").getValuesAs(JsonObject.class);
            assertThat(events)
                    .hasSizeLessThanOrEqualTo(12)
                    .allSatisfy(event -> assertThat(event.toString()).contains(street));
            events.forEach(event -> found.add(event.getString("id")));
            after = page.containsKey("next") ? page.get("next").toString() : "";
        } while (!after.isEmpty());
        assertThat(found).isEqualTo(ids);

        erase(store);

        assertThat(asAdmin(store, "erasures/events", "{\"subject\":" + subject() + "}")
                        .is(200)
                        .body())
                .isEqualTo("{\"events\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "erasures | {} | subject",
                "erasures | {\"subject\":\"42\"} | subject",
                "erasures | {\"subject\":{\"type\":\"c\",\"id\":\"\"}} | subject.id",
                "erasures | {\"subject\":{\"type\":\"c\",\"id\":\"1\"},\"request\":1} | request",
                "erasures | {\"subject\":{\"type\":\"c\",\"id\":\"1\"},\"why\":\"\"} | why",
                "erasures/events | {} | subject",
                "erasures/events | {\"subject\":{\"type\":\"c\",\"id\":\"1\"},\"limit\":0} | limit",
                "erasures/events | {\"subject\":{\"type\":\"c\",\"id\":\"1\"},\"limit\":1001} | limit",
                "erasures/events | {\"subject\":{\"type\":\"c\",\"id\":\"1\"},\"limit\":\"1\"} | limit",
                "keys | {} | keys",
                "keys | {\"keys\":[{}]} | keys[0].id",
                "keys/rotation | {\"now\":true} | now"
            })
    void a_request_of_an_administrator_that_is_wrong_is_refused(String call, String body, String field) {
        asAdmin(store, call, body).invalid(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasures", "erasures/events", "keys", "keys/rotation"})
    void administrators_alone_erase_and_see_keys(String call) {
        for (String role : List.of(READER, WRITER, POSTER)) {
            assertThat(store.post(call, "{}", "Authorization", role)
                            .problem(403, "forbidden")
                            .getString("role"))
                    .isEqualTo("admin");
        }
        store.post(call, "{}").problem(401, "unauthorized");
        store.postAs("text/plain", call, "{}", "Authorization", ADMIN).problem(415, "unsupported-media-type");
        read(store, "keys").problem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", LINES})
    void administrators_alone_read_a_sealed_log(String form) {
        append(event(Names.fresh("e"))).is(201);
        assertThat(read(store, "log?sealed=true", "Accept", form)
                        .problem(403, "forbidden")
                        .getString("role"))
                .isEqualTo("admin");
        assertThat(store.head("log?sealed=true", "Accept", form, "Authorization", READER)
                        .status())
                .isEqualTo(403);
        read(store, "log?sealed=yes", "Accept", form).invalid("sealed");
        read(store, "log?sealed=true", "Accept", "text/event-stream").invalid("sealed");
    }

    private String sealed(long after) {
        return store.get("log?sealed=true&after=" + after, "Accept", LINES, "Authorization", ADMIN)
                .is(200)
                .body();
    }

    @Test
    void a_sealed_log_has_what_is_stored_and_its_pages_lead_on_to_such() {
        String id = Names.fresh("e");
        append("[" + event(id) + "," + event(Names.fresh("e")) + "]").is(201);
        long before = position(id) - 1;

        Reply page = store.get("log?sealed=true&limit=1&after=" + before, "Authorization", ADMIN)
                .is(200);
        JsonObject event = page.events().get(0);
        JsonObject group = event.getJsonArray("personal").getJsonObject(0);
        assertThat(group.keySet()).containsExactlyInAnyOrder("key", "members", "sealed");
        assertThat(event.getJsonObject("payload").getString("street")).matches("[A-Za-z0-9_-]{40,}");
        assertThat(event.getJsonObject("payload").getJsonArray("phones").getString(0))
                .matches("[A-Za-z0-9_-]{40,}");
        assertThat(event.getJsonObject("payload").getJsonNumber("total")).hasToString("12.50");
        assertThat(page.next()).contains("sealed=true");
        assertThat(store.get(page.next(), "Authorization", ADMIN).is(200).body())
                .contains("\"sealed\":true")
                .doesNotContain(street, phone, customer);
        assertThat(sealed(before)).contains("\"sealed\":true").doesNotContain(street, phone, customer);
    }

    @Test
    void a_log_goes_into_another_store_and_can_be_read_there_once_its_keys_are_there() throws Exception {
        append("[" + event(Names.fresh("e")) + ",{\"type\":\"t\",\"payload\":1}]")
                .is(201);
        Path log = directory.resolve("log.ndjson");
        Path keys = directory.resolve("keys.ndjson");

        transfer("export", store, log);
        transfer("export-keys", store, keys);

        assertThat(Files.readString(log)).contains(identifier).doesNotContain(street, phone, customer);
        assertThat(Files.readString(keys)).contains(customer).doesNotContain(street, phone);
        transfer("import", target, log);
        transfer("import", target, log);
        assertThat(read(target, stream).is(200).events()).hasSize(2);
        assertThat(read(target, stream).body()).contains("\"erased\":true").doesNotContain(street, phone, customer);

        transfer("import-keys", target, keys);
        transfer("import-keys", target, keys);

        await().atMost(PATIENCE).until(() -> read(target, stream).body().contains(street));
        assertThat(payloadsAndPersonal(target)).isEqualTo(payloadsAndPersonal(store));
        transfer("import", target, log);

        erase(store);
        transfer("export", store, log);
        transfer("import", target, log);

        await().atMost(PATIENCE).until(() -> !read(target, stream).body().contains(street));
        transfer("import-keys", target, keys);
        assertThat(read(target, stream).is(200).body())
                .contains("\"erased\":true")
                .doesNotContain(street, phone, customer);
    }

    private List<List<JsonValue>> payloadsAndPersonal(Store of) {
        return read(of, stream).is(200).events().stream()
                .filter(event -> event.containsKey("personal"))
                .map(PersonalIT::parts)
                .toList();
    }

    private void transfer(String command, Store of, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] arguments = {command, "http://127.0.0.1:" + of.port() + "/eventstore", file.toString()};
        int code = Transfer.run(arguments, Servers.ADMIN, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void lines_in_the_clear_are_encrypted_anew_and_erased_ones_are_no_whole_events() {
        String id = Names.fresh("e");
        append(event(id)).is(201);
        String line = read(store, "events/" + id).is(200).body();

        target.postAs(LINES, "log", line, "Authorization", ADMIN).is(200);

        JsonObject moved = read(target, "events/" + id).is(200).object();
        assertThat(moved.getJsonObject("payload").getString("street")).isEqualTo(street);
        assertThat(moved.getJsonArray("personal").getJsonObject(0).getString("key"))
                .isNotEqualTo(json(line)
                        .asJsonObject()
                        .getJsonArray("personal")
                        .getJsonObject(0)
                        .getString("key"));
        erase(store);
        String erased = read(store, "events/" + id).is(200).body();
        assertThat(target.postAs(LINES, "log", erased, "Authorization", ADMIN)
                        .invalid("personal.erased")
                        .getInt("line"))
                .isEqualTo(1);
    }

    @Test
    void keys_come_by_pages_and_are_wrapped_anew() {
        append(event(Names.fresh("e"))).is(201);
        append(event(Names.fresh("e")).replace(customer, customer + "-2")).is(201);

        List<JsonObject> keys = new ArrayList<>();
        for (String page = "keys?limit=1"; !page.isEmpty(); ) {
            Reply reply = store.get(page, "Authorization", ADMIN).is(200);
            keys.addAll(reply.object().getJsonArray("keys").getValuesAs(JsonObject.class));
            page = reply.next();
        }

        assertThat(keys.stream().map(key -> key.getString("id"))).isSorted().doesNotHaveDuplicates();
        assertThat(keys)
                .extracting(key -> key.getJsonObject("subject").getString("id"))
                .contains(customer, customer + "-2");
        assertThat(asAdmin(store, "keys/rotation", "{}").is(200).object().getInt("wrapped"))
                .isZero();
        JsonObject mine = keys.stream()
                .filter(key -> key.getJsonObject("subject").getString("id").equals(customer))
                .findFirst()
                .orElseThrow();
        JsonObject kept =
                asAdmin(store, "keys", "{\"keys\":[" + mine + "]}").is(200).object();
        assertThat(kept.getInt("keys")).isEqualTo(1);
        assertThat(kept.getInt("stored")).isZero();
        assertThat(read(store, "keys").status()).isEqualTo(403);
    }

    @Test
    void what_begins_with_a_dollar_is_the_stores_own() {
        append("{\"type\":\"$erasure\",\"payload\":{\"key\":\"k\"}}").invalid("type");
        store.post("streams/$erasures/events", "{\"type\":\"t\",\"payload\":1}", "Authorization", WRITER)
                .invalid("domain");
    }

    @Test
    @Tag("front")
    void without_a_master_key_they_are_refused_with_the_setting_that_is_missing() {
        assertThat(Servers.open()
                        .post(stream, event(Names.fresh("e")))
                        .invalid("personal")
                        .getString("detail"))
                .contains("eventstore.personal.master-key");
        assertThat(Servers.open().get(stream).is(200).header("ETag")).isEqualTo("\"0\"");
    }

    /** Wrong requests, conflicts and erasures are what is logged, if anything is. */
    @Test
    void the_log_of_the_server_has_neither_values_nor_subjects() {
        String event = event(Names.fresh("e"));
        append(event).is(201);
        append(event.replace("/street", "/town")).invalid("personal.members");
        append(event.replace("12.50", "1")).problem(409, "duplicate-event");
        append(event(Names.fresh("e")), "If-None-Match", "*").problem(412, "concurrency-error");
        append(event.substring(0, event.length() - 2)).problem(400, "malformed");
        read(store, stream).is(200);
        asAdmin(store, "erasures/events", "{\"subject\":" + subject() + "}").is(200);
        erase(store);
        read(store, stream).is(200);

        assertThat(Servers.logOfPersonal()).isNotEmpty().doesNotContain(street, phone, customer);
    }
}
