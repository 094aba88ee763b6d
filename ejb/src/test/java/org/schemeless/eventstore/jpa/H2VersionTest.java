/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.jpa.table.SqlErrors;

/** The build runs the tests of this package with several releases of H2. */
class H2VersionTest {

    @Test
    void is_the_one_that_the_build_asked_for() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThat(connection.getMetaData().getDatabaseProductVersion())
                    .startsWith(System.getProperty("eventstore.test.h2", "2.2.224"));
        }
    }

    @Test
    void tells_a_duplicate_by_its_code() throws SQLException {
        try (H2Store store = new H2Store()) {
            store.insert(H2Store.events("a", 1, 1));

            SQLException error =
                    catchThrowableOfType(SQLException.class, () -> store.insert(H2Store.events("a", 1, 1)));

            assertThat(SqlErrors.isDuplicate(error)).isTrue();
        }
    }
}
