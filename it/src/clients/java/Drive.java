/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.ErasureApi;
import org.openapitools.client.api.EventsApi;
import org.openapitools.client.api.LogApi;
import org.openapitools.client.api.StreamsApi;
import org.openapitools.client.model.Appended;
import org.openapitools.client.model.Batch;
import org.openapitools.client.model.Boundary;
import org.openapitools.client.model.Erasure;
import org.openapitools.client.model.ErasureRequest;
import org.openapitools.client.model.Event;
import org.openapitools.client.model.EventQuery;
import org.openapitools.client.model.Expectation;
import org.openapitools.client.model.NewEvent;
import org.openapitools.client.model.NewPersonal;
import org.openapitools.client.model.QueryItem;
import org.openapitools.client.model.Subject;
import org.openapitools.client.model.SubjectRequest;
import org.openapitools.client.model.Tag;

/** Drives a store by the client that openapi-generator makes for Java. Argument: the address of the API. */
public final class Drive {

    private Drive() {}

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        StreamsApi streams = new StreamsApi(client);
        EventsApi events = new EventsApi(client);
        String identifier = "java ä-" + System.nanoTime();

        NewEvent opened = new NewEvent().type("opened").payload(Map.of("amount", 1)).meta(Map.of("by", "java"));
        opened.correlationId(identifier);
        ApiResponse<Appended> appended =
                streams.appendToStreamWithHttpInfo(append(identifier, opened).ifNoneMatch("*").build());
        is(appended.getStatusCode(), 201);
        is(appended.getHeaders().get("etag"), List.of("\"1\""));
        is(appended.getData().getEvents().get(0).getSequence(), 1L);
        String id = appended.getData().getEvents().get(0).getId();

        NewEvent again = new NewEvent().type("opened").payload(1);
        fails(412, "concurrency-error", () -> streams.appendToStream(
                append(identifier, again).ifMatch("\"0\"").build()));
        NewEvent nameless = new NewEvent().type("").payload(1);
        fails(422, "invalid-event", () -> streams.appendToStream(append(identifier, nameless).build()));

        ApiResponse<Void> sequence = streams.streamSequenceWithHttpInfo(StreamsApi.APIStreamSequenceRequest.newBuilder()
                .domain("clients")
                .identifier(identifier)
                .build());
        is(sequence.getStatusCode(), 200);
        is(sequence.getHeaders().get("etag"), List.of("\"1\""));

        List<Event> page = streams.readStream(StreamsApi.APIReadStreamRequest.newBuilder()
                        .domain("clients")
                        .identifier(identifier)
                        .limit(10)
                        .build())
                .getEvents();
        is(page.size(), 1);
        is(page.get(0).getId(), id);
        is(page.get(0).getPayload(), Map.of("amount", 1));
        is(page.get(0).getMeta(), Map.of("by", "java"));

        Batch batch = new Batch()
                .addEventsItem(new NewEvent().domain("clients").identifier(identifier).type("closed").payload("x"))
                .addEventsItem(new NewEvent().domain("clients").identifier(identifier + "b").type("opened").payload(2))
                .addExpectedSequencesItem(new Expectation().domain("clients").identifier(identifier).sequence(1L));
        is(events.appendBatch(batch(batch)).getEvents().size(), 2);
        Batch late = new Batch()
                .addEventsItem(new NewEvent().domain("clients").identifier(identifier).type("t").payload(1))
                .expectedSequence(1L);
        fails(409, "concurrency-error", () -> events.appendBatch(batch(late)));

        is(events.getEvent(event(id)).getType(), "opened");
        EventsApi.APIFindEventsRequest correlated = EventsApi.APIFindEventsRequest.newBuilder()
                .correlationId(identifier)
                .build();
        is(events.findEvents(correlated).getEvents().size(), 1);
        fails(404, "event-not-found", () -> events.getEvent(event("nobody")));

        List<Event> log = new LogApi(client)
                .readLog(LogApi.APIReadLogRequest.newBuilder().limit(1000).build())
                .getEvents();
        is(log.get(0).getPosition(), 1L);
        is(log.stream().anyMatch(event -> event.getId().equals(id)), true);
        List<Event> wanted = new LogApi(client)
                .readLog(LogApi.APIReadLogRequest.newBuilder()
                        .domain(List.of("clients", "nobody"))
                        .type(List.of("opened"))
                        .limit(1000)
                        .build())
                .getEvents();
        is(wanted.stream().anyMatch(event -> event.getId().equals(id)), true);
        is(wanted.stream().allMatch(event -> event.getType().equals("opened")), true);
        drivePersonal(client, identifier);
        System.out.println("driven");
    }

    private static void drivePersonal(ApiClient client, String identifier) throws ApiException {
        Subject subject = new Subject().type("customer").id(identifier);
        Tag tag = new Tag().name("order").value(identifier);
        NewEvent placed = new NewEvent()
                .type("placed")
                .payload(Map.of("street", "Elm Street 1"))
                .addTagsItem(tag)
                .addPersonalItem(new NewPersonal().subject(subject).addMembersItem("/street"));
        new StreamsApi(client).appendToStream(append(identifier + "p", placed).build());

        Event clear = found(client, tag);
        is(clear.getPayload(), Map.of("street", "Elm Street 1"));
        is(clear.getPersonal().get(0).getSubject(), subject);

        ErasureApi erasures = new ErasureApi(client);
        SubjectRequest request = new SubjectRequest().subject(subject);
        is(erasures.eventsOfSubject(ErasureApi.APIEventsOfSubjectRequest.newBuilder()
                                .subjectRequest(request)
                                .build())
                        .getEvents()
                        .size(),
                1);
        ErasureApi.APIEraseRequest erase = ErasureApi.APIEraseRequest.newBuilder()
                .erasureRequest(new ErasureRequest().subject(subject).request("request 118"))
                .build();
        ApiResponse<Erasure> erased = erasures.eraseWithHttpInfo(erase);
        is(erased.getStatusCode(), 201);
        is(erased.getData().getDone(), true);
        is(erased.getData().getKey(), clear.getPersonal().get(0).getKey());
        is(erasures.eraseWithHttpInfo(erase).getStatusCode(), 200);

        Event gone = found(client, tag);
        is(gone.getPayload(), Map.of());
        is(gone.getPersonal().get(0).getErased(), true);
        is(gone.getPersonal().get(0).getMembers(), List.of("/street"));
        is(erasures.listKeys(ErasureApi.APIListKeysRequest.newBuilder().build())
                        .getKeys()
                        .stream()
                        .anyMatch(key -> key.getSubject().equals(subject)),
                false);
        is(erasures.rotate(ErasureApi.APIRotateRequest.newBuilder().body(Map.of()).build())
                        .getWrapped(),
                0);
    }

    private static Event found(ApiClient client, Tag tag) throws ApiException {
        Boundary boundary = new EventsApi(client)
                .readBoundary(EventsApi.APIReadBoundaryRequest.newBuilder()
                        .eventQuery(new EventQuery().addItemsItem(new QueryItem().addTagsItem(tag)))
                        .build());
        is(boundary.getMark().isEmpty(), false);
        is(boundary.getEvents().size(), 1);
        return boundary.getEvents().get(0);
    }

    private static StreamsApi.APIAppendToStreamRequest.Builder append(String identifier, NewEvent event) {
        return StreamsApi.APIAppendToStreamRequest.newBuilder()
                .domain("clients")
                .identifier(identifier)
                .newEvent(List.of(event));
    }

    private static EventsApi.APIAppendBatchRequest batch(Batch batch) {
        return EventsApi.APIAppendBatchRequest.newBuilder().batch(batch).build();
    }

    private static EventsApi.APIGetEventRequest event(String id) {
        return EventsApi.APIGetEventRequest.newBuilder().id(id).build();
    }

    private interface Call {
        void run() throws ApiException;
    }

    private static void fails(int status, String problem, Call call) {
        try {
            call.run();
        } catch (ApiException e) {
            is(e.getCode(), status);
            is(e.getResponseBody().contains("/eventstore/problems/" + problem), true);
            return;
        }
        throw new AssertionError("no " + status);
    }

    private static void is(Object found, Object expected) {
        if (!expected.equals(found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
        }
    }
}
