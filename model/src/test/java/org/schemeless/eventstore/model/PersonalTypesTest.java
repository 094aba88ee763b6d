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
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.JsonText;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.UnreadableEventException;

/** Personal members of the classes of events. */
public class PersonalTypesTest {

    private static final StreamId STREAM = StreamId.of("customer", "42");

    @EventType("moved")
    public record Moved(
            @Subject("customer") String customer,
            @Personal String street,
            @Personal(erased = "–") String city,
            String country) {}

    @EventType("registered")
    public record Registered(
            @Subject("customer") long customer,
            @JsonbProperty("full-name") @Personal String name,
            List<Phone> phones,
            Map<String, Phone> byUse,
            Phone[] others,
            Optional<Phone> last,
            @Personal(erased = "0") int age,
            @Personal(erased = "false") boolean married,
            @Personal(erased = "[]") List<String> nicknames,
            @Personal(erased = "1900-01-01") LocalDate born,
            @Personal Optional<String> title,
            @Personal @JsonbTransient String secret) {}

    public record Phone(
            String kind,
            @Personal(erased = "none") String number,
            @Personal Integer extension) {}

    @EventType("paid")
    public record Paid(
            @Subject("customer") UUID payer,
            @Subject("customer") UUID payee,
            @Personal(of = "payer") String payerName,
            @Personal(of = "payee", erased = "?") String payeeName,
            BigDecimal amount) {}

    @EventType("met")
    public record Met(
            @Subject("host") String host, @Personal String place, List<Guest> guests, Box<Guest> first) {}

    public record Guest(
            @Subject("guest") String id,
            @Personal(erased = "a guest") String name,
            @Personal(of = "host") String invitation) {}

    public record Box<T>(T content) {}

    @EventType("bean")
    public static class Bean {

        @Subject("customer")
        private String owner;

        private String name;

        @Personal(erased = "gone")
        public String nickname;

        public String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }

        @Personal
        @JsonbProperty("n~a/me")
        public String getName() {
            return name;
        }

        @JsonbProperty("n~a/me")
        public void setName(String name) {
            this.name = name;
        }
    }

    @EventType("contacted")
    public record Contacted(@Subject("customer") String customer, List<Way> ways) {}

    @JsonbTypeInfo(
            key = "way",
            value = {
                @JsonbSubtype(alias = "mail", type = Way.Mail.class),
                @JsonbSubtype(alias = "call", type = Way.Call.class)
            })
    public sealed interface Way {

        record Mail(@Personal(erased = "nobody@example.org") String to) implements Way {}

        record Call(@Personal(erased = "0") int to) implements Way {}
    }

    @EventType("plain")
    public record Plain(String customer, String street) {}

    private static final EventTypes TYPES = EventTypes.builder()
            .classes(Moved.class, Registered.class, Paid.class, Met.class, Bean.class, Contacted.class, Plain.class)
            .build();

    private static org.schemeless.eventstore.Subject customer(String id) {
        return org.schemeless.eventstore.Subject.of("customer", id);
    }

    private static NewEvent event(Object object) {
        return TYPES.newEvent(STREAM, object).build();
    }

    private static StoredEvent stored(NewEvent event) {
        return StoredBatch.unplaced(event);
    }

    /** As it is once these subjects are erased. */
    private static StoredEvent erased(NewEvent event, org.schemeless.eventstore.Subject... subjects) {
        JsonText payload = event.payload();
        List<PersonalMembers> personal = new ArrayList<>();
        for (PersonalMembers members : event.personal()) {
            boolean isErased = List.of(subjects).contains(members.subject());
            for (String pointer : isErased ? members.pointers() : List.<String>of()) {
                payload = payload.without(pointer);
            }
            personal.add(
                    isErased
                            ? new PersonalMembers(null, new KeyId("k"), members.pointers(), PersonalMembers.Form.ERASED)
                            : members);
        }
        return stored(event).with(payload, personal);
    }

    private static String faultsOf(Class<?>... classes) {
        EventTypes.Builder builder = EventTypes.builder().classes(classes);
        return assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .actual()
                .getMessage();
    }

    private static Registered registered() {
        return new Registered(
                42,
                "Ada",
                List.of(new Phone("home", "123", null), new Phone("work", null, 7)),
                Map.of("a/b", new Phone("car", "456", 1)),
                new Phone[] {new Phone("old", "789", null)},
                Optional.of(new Phone("last", "012", null)),
                36,
                true,
                List.of("A"),
                LocalDate.of(1815, 12, 10),
                Optional.empty(),
                "s");
    }

    @Test
    void members_that_are_there_are_named_with_whose_they_are() {
        NewEvent event = event(new Moved("42", "High Street 1", null, "GB"));

        assertThat(event.personal()).containsExactly(PersonalMembers.of(customer("42"), List.of("/street")));
        assertThat(event.payload())
                .hasToString("{\"country\":\"GB\",\"customer\":\"42\",\"street\":\"High Street 1\"}");
        assertThat(event(new Plain("42", "High Street 1")).personal()).isEmpty();
    }

    @Test
    void nested_ones_are_found_where_json_b_writes_them() {
        assertThat(event(registered()).personal())
                .containsExactly(PersonalMembers.of(
                        customer("42"),
                        List.of(
                                "/age",
                                "/born",
                                "/byUse/a~1b/extension",
                                "/byUse/a~1b/number",
                                "/full-name",
                                "/last/number",
                                "/married",
                                "/nicknames",
                                "/others/0/number",
                                "/phones/0/number",
                                "/phones/1/extension")));
    }

    @Test
    void several_subjects_are_told_apart_by_name_or_by_the_nearest_object() {
        UUID one = UUID.fromString("00000000-0000-0000-0000-000000000001");
        UUID two = UUID.fromString("00000000-0000-0000-0000-000000000002");

        assertThat(event(new Paid(one, two, "Ada", "Bob", BigDecimal.ONE)).personal())
                .containsExactlyInAnyOrder(
                        PersonalMembers.of(customer(one.toString()), List.of("/payerName")),
                        PersonalMembers.of(customer(two.toString()), List.of("/payeeName")));
        assertThat(event(new Met(
                                "h",
                                "here",
                                List.of(new Guest("g1", "Ada", "i1"), new Guest("g2", null, "i2")),
                                new Box<>(new Guest("g1", "Ada", null))))
                        .personal())
                .containsExactlyInAnyOrder(
                        PersonalMembers.of(
                                org.schemeless.eventstore.Subject.of("host", "h"),
                                List.of("/place", "/guests/0/invitation", "/guests/1/invitation")),
                        PersonalMembers.of(
                                org.schemeless.eventstore.Subject.of("guest", "g1"),
                                List.of("/guests/0/name", "/first/content/name")));
    }

    @Test
    void fields_and_getters_of_beans_have_the_names_that_json_b_gives_them() {
        Bean bean = new Bean();
        bean.setOwner("42");
        bean.setName("Ada");
        bean.nickname = "A";
        NewEvent event = event(bean);

        assertThat(event.personal())
                .containsExactly(PersonalMembers.of(customer("42"), List.of("/n~0a~1me", "/nickname")));
        Bean left = (Bean) TYPES.read(erased(event, customer("42"))).get(0);
        assertThat(left.getName()).isNull();
        assertThat(left.nickname).isEqualTo("gone");
        assertThat(left.getOwner()).isEqualTo("42");
    }

    @Test
    void objects_that_say_their_class_have_its_members() {
        NewEvent event = event(new Contacted("42", List.of(new Way.Mail("ada@example.org"), new Way.Call(5))));

        assertThat(event.personal())
                .containsExactly(PersonalMembers.of(customer("42"), List.of("/ways/0/to", "/ways/1/to")));
        assertThat(TYPES.read(stored(event)))
                .containsExactly(new Contacted("42", List.of(new Way.Mail("ada@example.org"), new Way.Call(5))));
        assertThat(TYPES.read(erased(event, customer("42"))))
                .containsExactly(new Contacted("42", List.of(new Way.Mail("nobody@example.org"), new Way.Call(0))));
    }

    @Test
    void a_subject_that_is_null_is_refused_where_there_are_personal_members() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> event(new Moved(null, "High Street 1", null, "GB")))
                .withMessageContaining(Moved.class.getName())
                .withMessageContaining("Moved.customer, whose it is, is null")
                .withMessageContaining("/street")
                .withMessageNotContaining("High");
        assertThat(event(new Moved(null, null, null, "GB")).personal()).isEmpty();
    }

    @EventType("hidden")
    public static class Hidden {

        @Subject("customer")
        public String owner = "42";

        @Personal
        private String name = "Ada";
    }

    @Test
    void a_personal_member_that_is_not_found_in_the_json_is_never_stored_in_the_clear() {
        EventTypes types = EventTypes.of(Hidden.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.newEvent(STREAM, new Hidden()))
                .withMessageContaining("Hidden.name is @Personal")
                .withMessageContaining("nothing at /name");
    }

    @EventType("opened")
    public record Opened(@Subject("customer") String customer, Object any) {}

    @Test
    void what_is_in_an_object_of_any_class_is_found_when_it_is_there() {
        NewEvent event = EventTypes.of(Opened.class)
                .newEvent(STREAM, new Opened("42", List.of(new Phone("home", "123", null))))
                .build();

        assertThat(event.personal()).containsExactly(PersonalMembers.of(customer("42"), List.of("/any/0/number")));
    }

    @Test
    void erased_members_become_what_their_annotation_says_or_null() {
        Moved moved = new Moved("42", "High Street 1", "Ely", "GB");

        assertThat(TYPES.read(stored(event(moved)))).containsExactly(moved);
        assertThat(TYPES.read(erased(event(moved), customer("42")))).containsExactly(new Moved("42", null, "–", "GB"));
        assertThat(TYPES.read(stored(event(moved)).withheld())).containsExactly(new Moved("42", null, "–", "GB"));
    }

    @Test
    void a_member_that_was_null_stays_null_when_others_are_erased() {
        assertThat(TYPES.read(erased(event(new Moved("42", "High Street 1", null, "GB")), customer("42"))))
                .containsExactly(new Moved("42", null, null, "GB"));
    }

    @Test
    void erased_values_are_of_the_kind_of_their_members() {
        Registered left = (Registered)
                TYPES.read(erased(event(registered()), customer("42"))).get(0);

        assertThat(left.customer()).isEqualTo(42);
        assertThat(left.name()).isNull();
        assertThat(left.phones()).containsExactly(new Phone("home", "none", null), new Phone("work", null, null));
        assertThat(left.byUse()).containsEntry("a/b", new Phone("car", "none", null));
        assertThat(left.others()).containsExactly(new Phone("old", "none", null));
        assertThat(left.age()).isZero();
        assertThat(left.married()).isFalse();
        assertThat(left.nicknames()).isEmpty();
        assertThat(left.born()).isEqualTo("1900-01-01");
    }

    @Test
    void members_of_one_subject_go_and_those_of_another_stay() {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        NewEvent event = event(new Paid(one, two, "Ada", "Bob", new BigDecimal("1.10")));

        assertThat(TYPES.read(erased(event, customer(one.toString()))))
                .containsExactly(new Paid(one, two, null, "Bob", new BigDecimal("1.10")));
        assertThat(TYPES.read(erased(event, customer(two.toString()))))
                .containsExactly(new Paid(one, two, "Ada", "?", new BigDecimal("1.10")));
    }

    @Test
    void elements_of_classes_with_parameters_are_filled_too() {
        NewEvent event = event(new Met("h", null, List.of(), new Box<>(new Guest("g1", "Ada", null))));

        assertThat(TYPES.read(erased(event, org.schemeless.eventstore.Subject.of("guest", "g1"))))
                .containsExactly(new Met("h", null, List.of(), new Box<>(new Guest("g1", "a guest", null))));
    }

    @Test
    void members_that_cannot_be_read_now_fail_the_reading() {
        NewEvent event = event(new Moved("42", "High Street 1", "Ely", "GB"));
        PersonalMembers locked = new PersonalMembers(
                customer("42"), new KeyId("key-1"), List.of("/city", "/street"), PersonalMembers.Form.LOCKED);
        StoredEvent stored = stored(event).with(event.payload().without("/city").without("/street"), List.of(locked));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> TYPES.read(stored))
                .withMessageContaining("/city, /street")
                .withMessageContaining("key-1");
        assertThat(TYPES.read(stored.withheld())).containsExactly(new Moved("42", null, "–", "GB"));
    }

    @EventType(value = "moved", version = 2)
    public record MovedToday(
            @Subject("customer") String customer,
            @Personal(erased = "–") String road,
            @Personal String town) {}

    public static class Renaming {

        private boolean sawStreet;

        @Upcast(type = "moved", from = 1)
        JsonObject road(JsonObject v1) {
            sawStreet = v1.containsKey("street");
            var v2 = Json.createObjectBuilder(v1);
            if (sawStreet) {
                v2.remove("street").add("road", v1.get("street"));
            }
            return v2.build();
        }
    }

    @Test
    void upcasters_see_clear_text_or_nothing_and_a_renamed_member_is_filled() {
        Renaming renaming = new Renaming();
        EventTypes today = EventTypes.builder()
                .classes(MovedToday.class)
                .upcasters(renaming)
                .build();
        NewEvent old = event(new Moved("42", "High Street 1", "Ely", "GB"));

        assertThat(today.read(stored(old))).containsExactly(new MovedToday("42", "High Street 1", null));
        assertThat(renaming.sawStreet).isTrue();
        assertThat(today.read(erased(old, customer("42")))).containsExactly(new MovedToday("42", "–", null));
        assertThat(renaming.sawStreet).isFalse();
    }

    @Test
    void types_that_had_their_members_in_the_clear_are_known() {
        EventTypes today = EventTypes.builder()
                .classes(MovedToday.class, Plain.class)
                .upcasters(new Renaming())
                .build();

        assertThat(today.perhapsClearBefore()).containsOnlyKeys("moved");
        assertThat(today.perhapsClearBefore().get("moved"))
                .containsExactly(MovedToday.class.getName() + ".road", MovedToday.class.getName() + ".town");
        assertThat(TYPES.perhapsClearBefore()).isEmpty();
    }

    @EventType("nobodys")
    public record Nobodys(String customer, @Personal String street) {}

    @EventType("nested-nobodys")
    public record NestedNobodys(List<Phone> phones) {}

    @EventType("unknown")
    public record Unknown(
            @Subject("customer") String customer,
            @Personal(of = "custommer") String street) {}

    @EventType("ambiguous")
    public record Ambiguous(
            @Subject("customer") String one,
            @Subject("customer") String two,
            @Personal String street) {}

    @EventType("self")
    public record Self(@Subject("customer") @Personal String name) {}

    @EventType("primitive")
    public record Primitive(
            @Subject("customer") String customer, @Personal int age) {}

    @EventType("odd-values")
    public record OddValues(
            @Subject("customer") String customer,
            @Personal(erased = "none") Integer age,
            @Personal(erased = "1") boolean married,
            @Personal(erased = "{}") List<String> names,
            @Personal(erased = "never") LocalDate born,
            @Personal(erased = "–") Kind kind,

            @Personal(erased = "any") @JsonbDateFormat("dd.MM.yyyy")
            LocalDate left) {}

    public enum Kind {
        ONE
    }

    @EventType("odd-subject")
    public record OddSubject(
            @Subject("") List<String> customers, @Personal String street) {}

    @Test
    void what_is_wrong_is_known_at_the_deployment() {
        assertThat(faultsOf(Nobodys.class))
                .contains("Nobodys.street is @Personal, and nothing says whose it is")
                .contains("a member with @Subject is missing in " + Nobodys.class.getName());
        assertThat(faultsOf(NestedNobodys.class))
                .contains("Phone.number is @Personal, and nothing says whose it is")
                .contains("@Subject is missing in " + NestedNobodys.class.getName());
        assertThat(faultsOf(Unknown.class))
                .contains("Unknown.street is @Personal(of = \"custommer\"), and no member of this name has @Subject");
        assertThat(faultsOf(Ambiguous.class))
                .contains("Ambiguous.street is @Personal, and")
                .contains("has several subjects: say whose it is by @Personal(of = …), one of one, two");
        assertThat(faultsOf(Self.class)).contains("Self.name has both @Personal and @Subject");
        assertThat(faultsOf(Primitive.class))
                .contains("Primitive.age is @Personal and a int, which cannot be null when it is erased");
        assertThat(faultsOf(OddSubject.class))
                .contains("OddSubject.customers is @Subject and a java.util.List")
                .contains("@Subject of " + OddSubject.class.getName() + ".customers: personal.subject.type");
    }

    @Test
    void an_erased_value_that_cannot_be_one_is_known_at_the_deployment() {
        String faults = faultsOf(OddValues.class);

        assertThat(faults)
                .contains("erased = \"none\" of " + OddValues.class.getName() + ".age is no JSON of a")
                .contains("erased = \"1\" of " + OddValues.class.getName() + ".married is no JSON of a")
                .contains(".names cannot be read as")
                .contains("erased = \"never\" of " + OddValues.class.getName() + ".born cannot be read as")
                .contains("erased = \"–\" of " + OddValues.class.getName() + ".kind cannot be read as")
                .doesNotContain(".left ");
    }

    @EventType("shaped")
    public record Shaped(
            @Subject("customer") String customer, @Personal String name) {}

    @Test
    void the_shape_of_a_fold_has_what_stands_for_erased_members_and_not_that_they_are_personal() {
        assertThat(TYPES.shapeOf(Moved.class))
                .contains("erased " + Moved.class.getName() + ".city = –")
                .noneMatch(line -> line.contains("@") || line.contains("street ="));
        assertThat(EventTypes.of(Shaped.class).shapeOf(Shaped.class)).noneMatch(line -> line.startsWith("erased"));
    }
}
