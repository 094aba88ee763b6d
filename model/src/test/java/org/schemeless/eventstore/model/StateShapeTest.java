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

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.Type;
import java.math.BigDecimal;
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
        assertThat(StateShape.of(Open[].class))
                .contains(names + "$First[a: int]", names + "$Second[b: int]");
        assertThat(StateShape.of(String.class)).containsExactly("java.lang.String");
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
