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

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.it.tool.http.HttpTest;
import org.schemeless.eventstore.it.tool.http.Names;
import org.schemeless.eventstore.it.tool.http.Reply;
import org.schemeless.eventstore.it.tool.http.Servers;
import org.schemeless.eventstore.it.tool.http.Store;

/** Rules over several streams, over HTTP. */
@HttpTest
class BoundaryIT {

    private final Store store = Servers.open();
    private final String course = Names.fresh("course");
    private final String student = Names.fresh("student");

    private static String tag(String name, String value) {
        return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}";
    }

    private static String item(String types, String... tags) {
        return "{\"tags\":[" + String.join(",", tags) + "]" + (types.isEmpty() ? "" : ",\"types\":" + types) + "}";
    }

    private static String query(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    private String ofCourse(String types) {
        return query(item(types, tag("course", course)));
    }

    private String event(String type, String... tags) {
        return "{\"domain\":\"enrolment\",\"identifier\":\"" + Names.fresh("e") + "\",\"type\":\"" + type
                + "\",\"payload\":1,\"tags\":[" + String.join(",", tags) + "]}";
    }

    private static String batch(String more, String... events) {
        return "{\"events\":[" + String.join(",", events) + "]" + more + "}";
    }

    private static String nothingNew(String query, String mark) {
        return ",\"nothingNew\":{\"query\":" + query + ",\"mark\":\"" + mark + "\"}";
    }

    private String mark(String query) {
        return store.post("boundary", query).is(200).object().getString("mark");
    }

    private List<String> ids(Reply reply) {
        return reply.events().stream().map(event -> event.getString("id")).toList();
    }

    @Test
    void a_boundary_has_the_events_of_each_item_whole_and_its_mark_twice() {
        Reply stored = store.post(
                        "events",
                        batch(
                                "",
                                event("opened", tag("course", course)),
                                event("renamed", tag("course", course)),
                                event("joined", tag("course", "other-" + course), tag("student", student)),
                                event("joined", tag("student", student), tag("course", course))))
                .is(201);
        List<String> ids = ids(stored);

        Reply found = store.post(
                        "boundary",
                        query(
                                item("[\"opened\",\"joined\"]", tag("course", course)),
                                item("null", tag("student", student))))
                .is(200);

        assertThat(ids(found)).containsExactlyInAnyOrder(ids.get(0), ids.get(2), ids.get(3));
        int opened = ids(found).indexOf(ids.get(0));
        assertThat(found.events().get(opened))
                .isEqualTo(without(store.get("events/" + ids.get(0)).object(), found, opened));
        assertThat(found.header("ETag")).isEqualTo("\"" + found.object().getString("mark") + "\"");
        assertThat(ids(store.post("boundary", query(item("[]", tag("student", student), tag("course", course))))
                        .is(200)))
                .containsExactly(ids.get(3));
        assertThat(store.post("boundary", query(item("", tag("course", Names.fresh("none")))))
                        .is(200)
                        .events())
                .isEmpty();
    }

    /** An event may get its position between two reads. */
    private static JsonObject without(JsonObject event, Reply found, int index) {
        return found.events().get(index).containsKey("position")
                ? event
                : Json.createObjectBuilder(event).remove("position").build();
    }

    @Test
    void an_append_goes_in_while_nothing_new_is_there_and_else_names_what_is() {
        String query = ofCourse("[\"joined\"]");
        String mark = mark(query);
        String inTheWay = event("joined", tag("course", course));
        store.post("events", batch("", event("renamed", tag("course", course)))).is(201);
        JsonObject first = store.post("events", batch(nothingNew(query, mark), inTheWay))
                .is(201)
                .events()
                .get(0);
        String late = Names.fresh("late");

        JsonObject problem = store.post(
                        "events",
                        batch(
                                nothingNew(query, mark),
                                "{\"domain\":\"enrolment\",\"identifier\":\"" + late
                                        + "\",\"type\":\"joined\",\"payload\":1}"))
                .problem(409, "boundary-moved");

        assertThat(problem.getJsonObject("event").getString("id")).isEqualTo(first.getString("id"));
        assertThat(problem.getJsonObject("event").getString("type")).isEqualTo("joined");
        assertThat(problem.getJsonObject("stream").getString("identifier")).isEqualTo(first.getString("identifier"));
        assertThat(problem.getInt("expected")).isZero();
        assertThat(problem.getInt("found")).isEqualTo(1);
        assertThat(store.head(Names.events("enrolment", late)).header("ETag")).isEqualTo("\"0\"");
        store.post("events", batch(nothingNew(query, mark(query)), event("joined")))
                .is(201);
    }

    @Test
    void the_same_batch_is_answered_as_the_first_time_whatever_has_moved() {
        String query = ofCourse("");
        String batch = batch(
                nothingNew(query, mark(query)),
                "{\"id\":\"" + Names.fresh("id") + "\",\"domain\":\"enrolment\",\"identifier\":\"" + student
                        + "\",\"type\":\"joined\",\"payload\":1,\"tags\":[" + tag("course", course) + "]}");

        Reply first = store.post("events", batch).is(201);

        assertThat(store.post("events", batch).is(200).body()).isEqualTo(first.body());
    }

    @Test
    void what_is_expected_of_streams_stands_beside_it_in_the_body_or_in_a_header() {
        String query = ofCourse("");
        String boundary = nothingNew(query, mark(query));
        String stream = "{\"domain\":\"enrolment\",\"identifier\":\"" + student + "\",\"type\":\"t\",\"payload\":1}";

        store.post("events", batch(boundary + ",\"expectedSequence\":1", stream))
                .problem(409, "concurrency-error");
        store.post(
                        "events",
                        batch(
                                ",\"expectedSequences\":[{\"domain\":\"enrolment\",\"identifier\":\"" + student
                                        + "\",\"sequence\":1}]" + boundary,
                                stream))
                .problem(409, "concurrency-error");
        store.post("events", batch(boundary, stream), "If-Match", "\"1\"").problem(412, "concurrency-error");
        store.post("events", batch(boundary + ",\"expectedSequence\":0", stream), "If-Match", "\"0\"")
                .problem(400, "malformed");
        store.post("events", batch(boundary, stream), "If-None-Match", "*").is(201);
        store.post("events", batch(boundary + ",\"expectedSequence\":1", stream))
                .is(201);
        store.post("events", batch("", event("t", tag("course", course)))).is(201);
        store.post("events", batch(boundary, stream), "If-Match", "\"2\"").problem(409, "boundary-moved");
        store.post("events", batch(",\"nothingNew\":null", stream)).is(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | items",
                "{\"items\":1} | items",
                "{\"items\":[]} | items",
                "{\"items\":[],\"limit\":1} | limit",
                "{\"items\":[7]} | items[0]",
                "{\"items\":[{}]} | items[0].tags",
                "{\"items\":[{\"tags\":[]}]} | items[0].tags",
                "{\"items\":[{\"tags\":[7]}]} | items[0].tags",
                "{\"items\":[{\"tags\":[{\"name\":\"a\"}]}]} | items[0].tags",
                "{\"items\":[{\"tags\":[{\"name\":\"a\",\"value\":1}]}]} | items[0].tags.value",
                "{\"items\":[{\"tags\":[{\"name\":\"\",\"value\":\"b\"}]}]} | items[0].tags.name",
                "{\"items\":[{\"tags\":[T,T]}]} | items[0].tags",
                "{\"items\":[{\"tags\":[T]},{\"tags\":[T],\"type\":\"a\"}]} | items[1].type",
                "{\"items\":[{\"tags\":[T],\"types\":\"a\"}]} | items[0].types",
                "{\"items\":[{\"tags\":[T],\"types\":[\"a\",1]}]} | items[0].types[1]",
                "{\"items\":[{\"tags\":[T],\"types\":[\"\"]}]} | items[0].types"
            })
    void what_is_wrong_with_a_query_names_the_member_alone_and_in_an_append(String query, String member) {
        String body = query.replace("T", tag("course", course));
        store.post("boundary", body).invalid(member);
        store.post("events", batch(nothingNew(body, "0@any"), event("t"))).invalid("nothingNew.query." + member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7 | nothingNew",
                "{} | nothingNew.query",
                "{\"query\":7,\"mark\":\"0@a\"} | nothingNew.query",
                "{\"query\":Q,\"mark\":\"0@a\",\"more\":1} | nothingNew.more",
                "{\"query\":Q} | nothingNew.mark",
                "{\"query\":Q,\"mark\":7} | nothingNew.mark",
                "{\"query\":Q,\"mark\":\"\"} | nothingNew.mark",
                "{\"query\":Q,\"mark\":\"0@a\"} | nothingNew.mark",
                "{\"query\":Q,\"mark\":\"0-00000000@a\"} | nothingNew.mark"
            })
    void what_is_wrong_with_a_boundary_names_the_member(String nothingNew, String member) {
        String given = nothingNew.replace("Q", ofCourse(""));
        store.post("events", batch(",\"nothingNew\":" + given, event("t", tag("course", course))))
                .invalid(member);
        assertThat(store.post("boundary", ofCourse("")).events()).isEmpty();
    }

    @Test
    void a_mark_of_another_query_or_store_is_a_422() {
        String query = ofCourse("");
        String mark = mark(query);
        String other = ofCourse("[\"joined\"]");
        store.post("events", batch(nothingNew(other, mark), event("t"))).invalid("nothingNew.mark");
        String another = mark.replaceFirst("@.*", "@another-store");
        store.post("events", batch(nothingNew(query, another), event("t"))).invalid("nothingNew");
        store.post("events", batch(nothingNew(query, mark), event("t"))).is(201);
    }

    @Test
    void a_mark_of_a_state_that_is_lost_is_a_422() {
        String query = ofCourse("");
        String own = mark(query);
        String higher = own.replaceFirst("^\\d+", "999999999999999");
        store.post("events", batch(nothingNew(query, higher), event("t"))).invalid("nothingNew");
        store.post("events", batch(nothingNew(query, own), event("t"))).is(201);
    }

    @Test
    void a_body_that_is_no_query_is_a_400_and_other_media_types_are_not_read() {
        store.post("boundary", "[]").problem(400, "malformed");
        store.post("boundary", "{\"items\":").problem(400, "malformed");
        store.postAs("application/cloudevents+json", "boundary", ofCourse("")).problem(415, "unsupported-media-type");
        store.post("boundary?limit=1", ofCourse("")).invalid("limit");
        store.get("boundary").problem(405, "method-not-allowed");
    }

    @Test
    void a_query_that_finds_too_much_is_a_422_that_says_how_much_is_allowed() {
        String thousand = String.join(",", Collections.nCopies(1000, event("full", tag("course", course))));
        store.post("events", batch("", thousand)).is(201);
        assertThat(store.post("boundary", ofCourse("")).is(200).events()).hasSize(1000);
        store.post("events", batch("", event("one", tag("course", course)))).is(201);

        JsonObject problem = store.post("boundary", ofCourse("")).invalid("query");

        assertThat(problem.getString("limit")).startsWith("up to 1000 events");
        assertThat(store.post("boundary", ofCourse("[\"one\"]")).is(200).events())
                .hasSize(1);
    }

    @Test
    void large_events_are_as_many_as_a_page_may_have() {
        String large = "\"" + "x".repeat(4 * 1024 * 1024) + "\"";
        IntStream.range(0, 9)
                .forEach(i -> store.post(
                                "events",
                                batch("", event("large", tag("course", course)).replace(":1,", ":" + large + ",")))
                        .is(201));

        store.post("boundary", ofCourse("")).invalid("query");
    }
}
