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

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {

    @Test
    void what_may_pass_is_transient() {
        assertThat(SqlErrors.isTransient(new SQLTransactionRollbackException("Deadlock found", "40001", 1213)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("Lock wait timeout exceeded", "HY000", 1205)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("Timeout trying to lock table", "HYT00", 50200)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("Communications link failure", "08S01", 0)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLNonTransientConnectionException("Too many connections", "08004", 1040)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("In-use connections equal max-pool-size")))
                .isTrue();
    }

    @Test
    void what_will_fail_again_is_not() {
        assertThat(SqlErrors.isTransient(new SQLIntegrityConstraintViolationException("Duplicate", "23000", 1062)))
                .isFalse();
        assertThat(SqlErrors.isTransient(new SQLException("Data too long for column", "22001", 1406)))
                .isFalse();
        assertThat(SqlErrors.isTransient(new SQLSyntaxErrorException("Table doesn't exist", "42S02", 1146)))
                .isFalse();
    }
}
