/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|TEXT",
                "*/*|TEXT",
                "TEXT/HTML|HTML",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|HTML",
                "application/json|JSON",
                "application/json;charset=utf-8|JSON",
                "text/plain,application/json|TEXT",
                "text/html;q=0.4 , application/json ; q=0.5|JSON",
                "text/html;q=0|TEXT",
                ",;,text|TEXT"
            })
    void the_form_is_the_one_that_is_wanted_most(String accept, Form form) {
        assertThat(Form.preferred(accept)).isEqualTo(form);
    }
}
