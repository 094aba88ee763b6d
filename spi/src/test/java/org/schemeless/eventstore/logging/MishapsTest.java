/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MishapsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db.example:3306/events?user=app&password=s3cret&useSSL=true",
                "jdbc:mysql://app:s3cret@db.example:3306/events",
                "jdbc:mysql://app:s3c@s3cret@db.example:3306/events",
                "jdbc:mysql:loadbalance://app:s3cret@db.example/events",
                "jdbc:mariadb://db.example/events?password=s3cret",
                "jdbc:h2:mem:db.example;USER=sa;PASSWORD=s3cret",
                "http://app:s3cret@db.example:8000",
                "db.example refused: Password=s3cret",
                "db.example refused (password: s3cret)"
            })
    void no_password_is_told(String text) {
        assertThat(Mishaps.withoutPasswords("cannot reach " + text + " now"))
                .doesNotContain("s3c")
                .contains("db.example")
                .startsWith("cannot reach ")
                .doesNotContain("app:");
    }

    @Test
    void a_text_without_passwords_stays() {
        String text = "stream (domain \"a@b\", identifier \"42\"): expected sequence 5, found 3;"
                + " see https://example.org/x?y=1";
        assertThat(Mishaps.withoutPasswords(text)).isEqualTo(text);
    }

    @Test
    void a_line_is_one_line_with_the_innermost_cause() {
        Throwable failure = new IllegalStateException(
                "not\nnow", new IllegalArgumentException(new SQLException("jdbc:h2:mem:x;PASSWORD=y is broken")));
        assertThat(Mishaps.line(failure))
                .isEqualTo("java.lang.IllegalStateException: not now,"
                        + " caused by java.sql.SQLException: jdbc:h2:mem:x is broken");
    }

    @Test
    void the_first_lines_say_where_it_came_from() {
        assertThat(Mishaps.firstLines(new IllegalStateException("a", new SQLException("b")))
                        .lines())
                .hasSize(5)
                .startsWith("java.lang.IllegalStateException: a", "caused by java.sql.SQLException: b")
                .element(2)
                .asString()
                .startsWith("at org.schemeless.eventstore.logging.MishapsTest.the_first_lines_say_where_it_came_from(");
    }

    @Test
    void what_is_sought_is_found_among_causes_and_what_was_suppressed() {
        SQLException sought = new SQLException();
        Exception failure = new IllegalStateException(new RuntimeException());
        failure.getCause().addSuppressed(new RuntimeException(sought));
        sought.initCause(failure);

        assertThat(Mishaps.find(SQLException.class, failure)).containsSame(sought);
        assertThat(Mishaps.find(ArithmeticException.class, failure)).isEmpty();
        assertThat(Mishaps.line(failure)).isNotEmpty();
    }
}
