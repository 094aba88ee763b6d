/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;

public class EventTypesTest {

    private static final StreamId STREAM = StreamId.of("parcel", "1");

    public sealed interface ParcelEvent {

        @EventType("sent")
        record Sent(String to) implements ParcelEvent {}

        @EventType(value = "moved", version = 3)
        record Moved(String from, String to, String by) implements ParcelEvent {}
    }

    public static class ParcelUpcasts {

        @Upcast(type = "moved", from = 1)
        private List<JsonObject> split(JsonValue v1) {
            return v1.asJsonArray().getValuesAs(JsonObject.class);
        }

        @Upcast(type = "moved", from = 2)
        JsonObject by(JsonObject v2, StoredEvent event) {
            return Json.createObjectBuilder(v2)
                    .add("by", event.stream().identifier())
                    .build();
        }
    }

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(ParcelEvent.class)
            .upcasters(new ParcelUpcasts())
            .build();

    private static StoredEvent stored(String type, String payload, String meta) {
        JsonText metaJson = meta == null ? null : JsonText.parse(meta);
        return new StoredEvent(
                "e-1", STREAM, 1, null, type, JsonText.parse(payload), metaJson, null, null, Instant.EPOCH);
    }

    private static String faultsOf(EventTypes.Builder builder) {
        return assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .actual()
                .getMessage();
    }

    @Test
    void names_and_versions_come_from_the_sealed_hierarchy() {
        assertThat(TYPES.versions()).containsExactlyInAnyOrderEntriesOf(Map.of("sent", 1, "moved", 3));
    }

    @Test
    void an_event_has_the_version_of_its_class_in_its_meta_but_for_the_first() {
        NewEvent sent = TYPES.newEvent(STREAM, new ParcelEvent.Sent("a")).build();
        NewEvent moved =
                TYPES.newEvent(STREAM, new ParcelEvent.Moved("a", "b", "c")).build();

        assertThat(sent.type()).isEqualTo("sent");
        assertThat(sent.meta()).isNull();
        assertThat(moved.meta()).hasToString("{\"schemaVersion\":3}");
    }

    @Test
    void an_event_without_version_is_of_the_first() {
        assertThat(TYPES.read(stored("sent", "{\"to\":\"a\"}", "{\"other\":1}")))
                .containsExactly(new ParcelEvent.Sent("a"));
    }

    @Test
    void versions_are_chained_and_one_may_become_several_or_none() {
        StoredEvent two = stored("moved", "[{\"from\":\"a\",\"to\":\"b\"},{\"from\":\"b\",\"to\":\"c\"}]", null);

        assertThat(TYPES.read(two))
                .containsExactly(new ParcelEvent.Moved("a", "b", "1"), new ParcelEvent.Moved("b", "c", "1"));
        assertThat(TYPES.read(stored("moved", "[]", null))).isEmpty();
        assertThat(TYPES.read(stored("moved", "{\"from\":\"a\",\"to\":\"b\"}", "{\"schemaVersion\":2}")))
                .containsExactly(new ParcelEvent.Moved("a", "b", "1"));
        assertThat(TYPES.read(stored("moved", "{\"by\":\"x\"}", "{\"schemaVersion\":3}")))
                .containsExactly(new ParcelEvent.Moved(null, null, "x"));
    }

    @Test
    void an_event_is_stored_as_it_was_and_told_as_it_is_today() {
        StoredEvent two = stored(
                "moved",
                "[{\"from\":\"a\",\"to\":\"b\"},{\"from\":\"b\",\"to\":\"c\"}]",
                "{\"user\":\"ada\",\"n\":1.10}");
        StoredEvent sent = stored("sent", "{\"to\":\"a\",\"unknown\":1.50}", null);

        assertThat(TYPES.upcast(sent)).containsExactly(sent);
        assertThat(TYPES.upcast(stored("moved", "[]", null))).isEmpty();
        assertThat(TYPES.upcast(two))
                .extracting(part -> part.payload().toString())
                .containsExactly(
                        "{\"from\":\"a\",\"to\":\"b\",\"by\":\"1\"}", "{\"from\":\"b\",\"to\":\"c\",\"by\":\"1\"}");
        assertThat(TYPES.upcast(two)).allSatisfy(part -> {
            assertThat(part.meta()).hasToString("{\"user\":\"ada\",\"n\":1.10,\"schemaVersion\":3}");
            assertThat(part)
                    .usingRecursiveComparison()
                    .ignoringFields("payload", "meta")
                    .isEqualTo(two);
        });
        assertThat(TYPES.upcast(stored("moved", "{}", "{\"schemaVersion\":2}")))
                .extracting(part -> String.valueOf(part.meta()))
                .containsExactly("{\"schemaVersion\":3}");
    }

    @Test
    void an_event_is_known_if_a_class_has_its_type_in_its_version_or_a_newer_one() {
        assertThat(TYPES.knows(stored("moved", "{}", null))).isTrue();
        assertThat(TYPES.knows(stored("moved", "{}", "{\"schemaVersion\":3}"))).isTrue();
        assertThat(TYPES.knows(stored("moved", "{}", "{\"schemaVersion\":4}"))).isFalse();
        assertThat(TYPES.knows(stored("lost", "{}", null))).isFalse();
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> TYPES.upcast(stored("lost", "{}", null)));
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> TYPES.upcast(stored("moved", "{}", "{\"schemaVersion\":4}")));
    }

    @Test
    void what_cannot_be_read_names_class_type_version_and_event() {
        assertUnreadable(
                stored("moved", "{}", "{\"schemaVersion\":4}"), "\"moved\"", "version 4", "ParcelEvent$Moved", "newer");
        assertUnreadable(stored("lost", "{}", null), "\"lost\"", "version 1", "no class");
        assertUnreadable(stored("moved", "{}", null), "\"moved\"", "version 1", "ParcelUpcasts.split", "failed");
        assertUnreadable(
                stored("moved", "[]", "{\"schemaVersion\":2}"), "\"moved\"", "version 2", "ParcelUpcasts.by", "ARRAY");
        assertUnreadable(stored("sent", "[1]", null), "\"sent\"", "version 1", "ParcelEvent$Sent");
        assertUnreadable(stored("sent", "null", null), "\"sent\"", "version 1", "ParcelEvent$Sent", "null");
        assertUnreadable(stored("sent", "{}", "{\"schemaVersion\":\"1\"}"), "\"sent\"", "schemaVersion");
        assertUnreadable(stored("sent", "{}", "{\"schemaVersion\":0}"), "\"sent\"", "schemaVersion");
        assertUnreadable(stored("sent", "{}", "{\"schemaVersion\":4294967297}"), "\"sent\"", "newer");
    }

    private static void assertUnreadable(StoredEvent event, String... named) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> TYPES.read(event))
                .withMessageContainingAll("e-1")
                .withMessageContainingAll(named)
                .satisfies(e -> assertThat(e.getId()).isEqualTo("e-1"));
    }

    @EventType("twin")
    public record First() {}

    @EventType("twin")
    public record Second() {}

    public record Nameless() {}

    @EventType(" blank")
    public record Blank() {}

    @EventType("hidden")
    record Hidden() {}

    @EventType("choice")
    public enum Choice {}

    @EventType("abstract")
    public abstract static class NotMade {}

    @EventType("closed")
    public static class WithoutConstructor {
        public WithoutConstructor(String any) {
            assertThat(any).isNotNull();
        }
    }

    public interface Open {}

    @EventType(value = "old", version = 3)
    public record Old() {}

    public static class WrongUpcasts {

        @Upcast(type = "old", from = 1)
        String wrongForm(JsonObject v1) {
            return v1.toString();
        }

        @Upcast(type = "old", from = 1)
        JsonObject second(JsonObject v1) {
            return v1;
        }

        @Upcast(type = "old", from = 3)
        JsonObject beyond(JsonObject v1) {
            return v1;
        }

        @Upcast(type = "unheard", from = 1)
        JsonObject unheard(JsonObject v1) {
            return v1;
        }
    }

    @Test
    void all_faults_are_in_one_message_that_names_the_classes() {
        String faults = faultsOf(EventTypes.builder()
                .classes(
                        First.class,
                        Second.class,
                        Nameless.class,
                        Blank.class,
                        Hidden.class,
                        Choice.class,
                        NotMade.class,
                        WithoutConstructor.class,
                        Open.class,
                        Old.class)
                .upcasters(new WrongUpcasts(), "no upcaster"));

        assertThat(faults.split("; "))
                .anyMatch(fault -> fault.contains("two classes") && fault.contains("First") && fault.contains("Second"))
                .anyMatch(fault -> fault.contains("Nameless") && fault.contains("no name"))
                .anyMatch(fault -> fault.contains("Blank") && fault.contains("white space"))
                .anyMatch(fault -> fault.contains("Hidden") && fault.contains("not public"))
                .anyMatch(fault -> fault.contains("Choice") && fault.contains("neither a record nor a bean"))
                .anyMatch(fault -> fault.contains("NotMade") && fault.contains("neither a record nor a bean"))
                .anyMatch(
                        fault -> fault.contains("WithoutConstructor") && fault.contains("neither a record nor a bean"))
                .anyMatch(fault -> fault.contains("$Open") && fault.contains("neither a record nor a bean"))
                .anyMatch(fault -> fault.contains("Old") && fault.contains("version 2") && fault.contains("is missing"))
                .anyMatch(fault -> fault.contains("wrongForm") && fault.contains("another form"))
                .anyMatch(fault -> fault.contains("two upcasters") && fault.contains("second"))
                .anyMatch(fault -> fault.contains("beyond") && fault.contains("version 3"))
                .anyMatch(fault -> fault.contains("unheard") && fault.contains("no class has"))
                .anyMatch(fault -> fault.contains("java.lang.String has no method with @Upcast"));
    }

    @EventType("bean")
    public static class Bean {
        public String name = "";
    }

    @EventClasses(Listed.class)
    public interface Group {}

    @EventType("listed")
    public record Listed(int number) implements Group {}

    @Test
    void a_bean_is_an_event_and_a_group_lists_its_classes() {
        EventTypes types = EventTypes.builder().classes(Bean.class, Group.class).build();

        assertThat(types.read(stored("bean", "{\"name\":\"x\"}", null)))
                .singleElement()
                .satisfies(bean -> assertThat(((Bean) bean).name).isEqualTo("x"));
        assertThat(types.read(stored("listed", "{\"number\":7}", null))).containsExactly(new Listed(7));
    }

    public static class ThrowingUpcasts {

        private final Object result;

        public ThrowingUpcasts(Object result) {
            this.result = result;
        }

        @Upcast(type = "second", from = 1)
        List<JsonObject> any(JsonObject v1) {
            if (result instanceof RuntimeException e) {
                throw e;
            }
            @SuppressWarnings("unchecked")
            List<JsonObject> list = (List<JsonObject>) result;
            return list;
        }
    }

    @EventType(value = "second", version = 2)
    public record SecondVersion() {}

    @EventType(value = "third", version = 3)
    public record ThirdVersion() {}

    public static class LaterUpcasts {

        @Upcast(type = "third", from = 1)
        JsonObject first(JsonObject v1) {
            return v1;
        }

        @Upcast(type = "third", from = 2)
        JsonObject second(JsonObject v2) {
            if (v2.containsKey("broken")) {
                throw new IllegalStateException("broken");
            }
            return Json.createObjectBuilder().add("half", "\ud800").build();
        }
    }

    @Test
    void an_upcaster_further_on_fails_with_the_version_that_is_stored() {
        EventTypes types = EventTypes.builder()
                .classes(ThirdVersion.class)
                .upcasters(new LaterUpcasts())
                .build();

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> types.read(stored("third", "{\"broken\":1}", null)))
                .withMessageContainingAll("e-1", "\"third\", version 1", "from version 2", "LaterUpcasts.second");
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> types.read(stored("third", "{}", null)))
                .withMessageContainingAll("e-1", "\"third\", version 1", "no payload");
    }

    @Test
    void an_upcaster_that_throws_or_gives_no_json_object_makes_the_event_unreadable() {
        RuntimeException broken = new IllegalStateException("broken");
        for (Object result : new Object[] {broken, null, List.of("text")}) {
            EventTypes types = EventTypes.builder()
                    .classes(SecondVersion.class)
                    .upcasters(new ThrowingUpcasts(result))
                    .build();
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> types.read(stored("second", "{}", null)))
                    .withMessageContainingAll("ThrowingUpcasts.any", "\"second\"", "version 1", "e-1");
        }
    }
}
