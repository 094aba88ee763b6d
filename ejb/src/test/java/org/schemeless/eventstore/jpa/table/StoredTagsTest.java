/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.Tag;

class StoredTagsTest {

    @Test
    void tags_are_kept_as_text() {
        List<Tag> tags = List.of(Tag.of("a", "\"\\[],"), Tag.of("\u20ac", "\ud83d\ude00"));

        assertThat(StoredTags.of(StoredTags.text(tags))).isEqualTo(tags);
        assertThat(StoredTags.text(List.of())).isNull();
        assertThat(StoredTags.of(null)).isEmpty();
    }
}
