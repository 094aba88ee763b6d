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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SameStateTest {

    /** Has no equals. */
    public static final class Plain {

        private final Object value;
        private transient int cached;

        Plain(Object value, int cached) {
            this.value = value;
            this.cached = cached;
        }
    }

    public record Numbers(int[] numbers, List<Plain> plain) {}

    /** Is equal to none. */
    public static final class Unequal {

        @Override
        public boolean equals(Object other) {
            return false;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static Plain plain(Object value) {
        return new Plain(value, 0);
    }

    private static void assertSame(Object a, Object b) {
        assertThat(SameState.same(a, b)).isTrue();
        assertThat(SameState.same(b, a)).isTrue();
    }

    private static void assertDifferent(Object a, Object b) {
        assertThat(SameState.same(a, b)).isFalse();
        assertThat(SameState.same(b, a)).isFalse();
    }

    @Test
    void what_is_equal_is_the_same() {
        assertSame(BigDecimal.TEN, new BigDecimal("10"));
        assertSame(new ArrayList<>(List.of(1)), List.of(1));
        assertSame(null, null);
        assertDifferent(BigDecimal.TEN, new BigDecimal("10.0"));
        assertDifferent(1, 1L);
        assertDifferent(1, null);
        assertDifferent(new Unequal(), new Unequal());
        assertDifferent(Set.of(plain(1)), Set.of(plain(1)));
    }

    @Test
    void what_has_no_equals_is_compared_by_what_is_in_it() {
        assertSame(plain(1), plain(1));
        assertSame(new Plain(1, 1), new Plain(1, 2));
        assertDifferent(plain(1), plain(2));
        assertDifferent(plain(1), plain(null));
        assertSame(List.of(plain(1)), Collections.singletonList(plain(1)));
        assertDifferent(List.of(plain(1)), List.of(plain(1), plain(2)));
        assertDifferent(List.of(plain(1), plain(2)), List.of(plain(2), plain(1)));
        assertSame(Map.of("a", plain(1)), new LinkedHashMap<>(Map.of("a", plain(1))));
        assertDifferent(Map.of("a", plain(1)), Map.of("b", plain(1)));
        assertDifferent(Map.of("a", plain(1)), Map.of());
        assertSame(new int[] {1, 2}, new int[] {1, 2});
        assertDifferent(new int[] {1, 2}, new int[] {1});
        assertDifferent(new int[] {1, 2}, new long[] {1, 2});
        assertSame(
                new Numbers(new int[] {1}, Arrays.asList(plain(1), null)),
                new Numbers(new int[] {1}, Arrays.asList(plain(1), null)));
        assertDifferent(new Numbers(new int[] {1}, List.of()), new Numbers(new int[] {2}, List.of()));
    }
}
