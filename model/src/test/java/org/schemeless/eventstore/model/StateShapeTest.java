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

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateShapeTest {

    public record Part(String name, BigDecimal amount, Whole within) {}

    public enum Colour {
        RED,
        GREEN
    }

    public record Whole(Map<String, List<Part>> parts, Colour colour, int[] numbers) {}

    public static class Upper {

        static int counter;
        private String upper;
    }

    public static final class Lower extends Upper {

        private Optional<Colour> lower;
        private transient int cached;
    }

    public sealed interface Open permits First, Second {}

    public record First(int a) implements Open {}

    public record Second(int b) implements Open {}

    @JsonbTypeInfo(@JsonbSubtype(alias = "told", type = ToldState.class))
    public interface Told {}

    public record ToldState(int a) implements Told {}

    public static class Base<T> {

        private T value;
    }

    public static class Middle<T> extends Base<List<T>> {}

    public static final class OfParts extends Middle<Whole> {}

    public static final class OfTexts extends Middle<String> {}

    public static final class OfNumbers extends Middle<Integer> {}

    public abstract static class Wholes extends AbstractList<Whole> {}

    public interface Named {

        @JsonbProperty("called")
        String getName();
    }

    @JsonbPropertyOrder({"b", "a"})
    public static final class Annotated implements Named {

        @JsonbProperty("first")
        private String a;

        private String b;

        @JsonbCreator
        public Annotated(@JsonbProperty("second") String b) {
            this.b = b;
        }

        @JsonbTransient
        public int getCount() {
            return 0;
        }

        @Override
        @Deprecated
        public String getName() {
            return a;
        }
    }

    public record AnnotatedRecord(@JsonbProperty("one") int a) {}

    record Hidden(int a) {}

    public static final class NoBean {

        public NoBean(int a) {}
    }

    private static Type fieldType(String name) throws NoSuchFieldException {
        return Whole.class.getDeclaredField(name).getGenericType();
    }

    @Test
    void a_shape_has_all_members_of_all_classes_in_it() throws NoSuchFieldException {
        String names = StateShapeTest.class.getName();
        assertThat(StateShape.of(fieldType("parts")))
                .containsExactly(
                        "java.util.Map<java.lang.String, java.util.List<" + names + "$Part>>",
                        names + "$Part[amount: java.math.BigDecimal, name: java.lang.String, within: " + names
                                + "$Whole]",
                        names + "$Whole[colour: " + names + "$Colour, numbers: int[], parts: java.util.Map<"
                                + "java.lang.String, java.util.List<" + names + "$Part>>]",
                        names + "$Colour[RED, GREEN]");
        assertThat(StateShape.of(Lower.class))
                .containsExactly(
                        names + "$Lower",
                        names + "$Lower[lower: java.util.Optional<" + names + "$Colour>, upper: java.lang.String]",
                        names + "$Colour[RED, GREEN]");
        assertThat(StateShape.of(Open[].class)).contains(names + "$First[a: int]", names + "$Second[b: int]");
        assertThat(StateShape.of(String.class)).containsExactly("java.lang.String");
    }

    @Test
    void a_shape_has_the_classes_that_an_annotation_names_below_an_interface() {
        String names = StateShapeTest.class.getName();

        assertThat(StateShape.of(Told.class))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith(names + "$ToldState[a: int"))
                .element(1)
                .asString()
                .contains("Told @jakarta.json.bind.annotation.JsonbTypeInfo", "told");
    }

    @Test
    void a_shape_has_the_arguments_of_what_a_class_extends() {
        String names = StateShapeTest.class.getName();

        assertThat(StateShape.of(OfParts.class))
                .contains(names + "$OfParts[value: T, is " + names + "$Middle<" + names + "$Whole>, is " + names
                        + "$Base<java.util.List<T>>]")
                .anySatisfy(line -> assertThat(line).startsWith(names + "$Whole[colour"));
        assertThat(StateShape.of(Wholes.class))
                .anySatisfy(line -> assertThat(line).startsWith(names + "$Whole[colour"));
        assertThat(StateShape.of(OfTexts.class).get(1).replace("OfTexts", "OfNumbers"))
                .isNotEqualTo(StateShape.of(OfNumbers.class).get(1));
    }

    @Test
    void a_shape_has_what_annotations_say_of_names_and_order() {
        assertThat(String.join("\n", StateShape.of(Annotated.class)))
                .containsSubsequence(
                        "[a: java.lang.String, b: java.lang.String, ",
                        "a @jakarta.json.bind.annotation.JsonbProperty(",
                        "\"first\"",
                        "getCount() @jakarta.json.bind.annotation.JsonbTransient",
                        "getName() @jakarta.json.bind.annotation.JsonbProperty(",
                        "\"called\"",
                        "new() @jakarta.json.bind.annotation.JsonbCreator",
                        "new(0) @jakarta.json.bind.annotation.JsonbProperty(",
                        "\"second\"",
                        "Annotated @jakarta.json.bind.annotation.JsonbPropertyOrder(",
                        "\"b\"",
                        "\"a\"")
                .doesNotContain("Deprecated");
        assertThat(StateShape.of(AnnotatedRecord.class).get(1)).contains("a @jakarta.json.bind", "\"one\"");
    }

    @Test
    void what_json_b_can_never_read_is_a_fault() throws NoSuchFieldException {
        for (Type fine : List.of(
                Whole.class, Lower.class, Colour.class, int[].class, Told.class, String.class, fieldType("parts"))) {
            assertThat(StateShape.faults("f", 1, fine)).isEmpty();
        }
        for (Class<?> wrong : List.of(Open.class, Hidden.class, NoBean.class, Object.class)) {
            assertThat(StateShape.faults("f", 1, wrong))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault).contains("f", wrong.getSimpleName()));
        }
        assertThat(StateShape.faults("f", 1, List.class.getTypeParameters()[0]))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("does not say", "E"));
        assertThat(StateShape.faults("f", 0, int.class)).hasSize(1);
    }
}
