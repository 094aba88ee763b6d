/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.jpa.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schemeless.eventstore.jpa.table.SqlErrors;

class SchemaTest {

    private static final String DATABASE = "jdbc:h2:mem:schema;LOCK_TIMEOUT=100";

    @TempDir
    Path scripts;

    @Test
    void a_script_that_gave_up_half_way_is_not_tried_again_and_its_own_error_is_told() throws Exception {
        Files.writeString(scripts.resolve("V1__half.sql"), "CREATE TABLE half (id INT);\nUPDATE held SET id = 2;\n");
        try (Connection other = DriverManager.getConnection(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE held (id INT)");
            statement.execute("INSERT INTO held VALUES (1)");
            other.setAutoCommit(false);
            statement.execute("UPDATE held SET id = 3");

            assertThatExceptionOfType(FlywayException.class)
                    .isThrownBy(() -> Schema.migratePatiently(flyway()))
                    .satisfies(told -> assertThat(SqlErrors.of(told)).anyMatch(SqlErrors::isLockTimeout));
            assertThat(flyway().info().all())
                    .filteredOn(script -> script.getState().isFailed())
                    .extracting(MigrationInfo::getScript)
                    .containsExactly("V1__half.sql");
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(DATABASE, "", "")
                .locations("filesystem:" + scripts)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }
}
