/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.UnreadableEventException;

class UntoldFailureTest {

    @Test
    void classes_are_told_and_values_are_not() {
        Throwable root = new DateTimeParseException("Text '12.3.1980' could not be parsed", "12.3.1980", 0);
        Throwable failure = new IllegalStateException("of Ada", new UnreadableEventException("e1", "it is bad", root));

        assertThat(new UntoldFailure(failure))
                .hasMessageContaining(IllegalStateException.class.getName())
                .hasMessageContaining("it is bad")
                .hasMessageContaining(DateTimeParseException.class.getName())
                .hasNoCause()
                .message()
                .doesNotContain("1980", "Ada");
    }

    @Test
    void a_failure_that_is_its_own_cause_is_told_once() {
        RuntimeException one = new RuntimeException();
        RuntimeException other = new RuntimeException(one);
        one.initCause(other);

        assertThat(new UntoldFailure(one).getMessage().split("caused by")).hasSize(2);
    }
}
