/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    void a_list_is_divided_in_its_order_and_nothing_of_it_is_lost() {
        assertThat(Parts.of(List.of(), 2)).isEmpty();
        assertThat(Parts.of(List.of(1, 2), 2)).containsExactly(List.of(1, 2));
        assertThat(Parts.of(List.of(1, 2, 3, 4, 5), 2)).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }
}
