/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schemeless.eventstore.EventPage;
import org.schemeless.eventstore.KeyId;
import org.schemeless.eventstore.PersonalMembers;
import org.schemeless.eventstore.PersonalMembers.Form;
import org.schemeless.eventstore.StoredEvent;
import org.schemeless.eventstore.Subject;
import org.schemeless.eventstore.web.format.PersonalEvent;

class PageTagTest {

    private static PersonalMembers members(String key, Form form) {
        return new PersonalMembers(Subject.of("customer", "42"), new KeyId(key), List.of("/a"), form);
    }

    private static String tag(StoredEvent... events) {
        return PageTag.of(new EventPage(List.of(events), 3));
    }

    @Test
    void of_a_page_without_personal_members_it_is_the_sequence() {
        assertThat(tag(PersonalEvent.of())).isEqualTo("3").isEqualTo(PageTag.withoutPersonal(3));
        assertThat(tag()).isEqualTo("3");
    }

    @Test
    void it_changes_with_what_has_become_of_personal_members() {
        String clear = tag(PersonalEvent.of(members("k", Form.CLEAR)));

        assertThat(clear)
                .matches("3\\.[0-9a-f]{16}")
                .isEqualTo(tag(PersonalEvent.of(), PersonalEvent.of(members("k", Form.CLEAR))));
        assertThat(List.of(
                        clear,
                        tag(PersonalEvent.of(members("k", Form.ERASED))),
                        tag(PersonalEvent.of(members("k", Form.LOCKED))),
                        tag(PersonalEvent.of(members("other", Form.CLEAR))),
                        tag(PersonalEvent.of(members("k", Form.CLEAR)), PersonalEvent.of(members("k", Form.CLEAR)))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "3.0123456789abcdef, 3",
        "0, 0",
        "03, -1",
        "3., -1",
        "3.0123456789ABCDEF, -1",
        "3.0123, -1",
        "9007199254740992, -1"
    })
    void it_begins_with_the_sequence(String tag, long sequence) {
        assertThat(PageTag.sequence(tag)).isEqualTo(sequence);
    }
}
