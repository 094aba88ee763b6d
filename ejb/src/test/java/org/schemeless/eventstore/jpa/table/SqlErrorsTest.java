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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransactionRollbackException;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** MySQL and MariaDB, whose SQLSTATE says nothing. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                3, 1020, 1021, 1026, 1030, 1037, 1038, 1041, 1053, 1114, 1129, 1135, 1180, 1181, 1203, 1205, 1206, 1223,
                1226, 1290, 1317, 1637, 1836, 1927, 1969, 3024, 3032, 3100, 3168, 4031
            })
    void what_a_database_cannot_do_now_is_transient(int code) {
        assertThat(SqlErrors.isTransient(new SQLException("?", "HY000", code))).isTrue();
    }

    @Test
    void what_rolls_back_a_transaction_is_transient() {
        assertThat(SqlErrors.isTransient(new SQLException("Plugin instructed the server to rollback", "40000", 3101)))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("XA_RBDEADLOCK", "XA102", 1614)))
                .isTrue();
    }

    /** A full disk, a closed database, a read-only file, an update at the same time. */
    @ParameterizedTest
    @ValueSource(ints = {90031, 90098, 90100, 90097, 90131, 50200})
    void what_h2_cannot_do_now_is_transient(int code) {
        assertThat(SqlErrors.isTransient(new SQLException("?", Integer.toString(code), code)))
                .isTrue();
    }

    /** A full disk and a closed file pass; a damaged file, and what H2 did wrong, do not. */
    @Test
    void of_the_file_of_h2_only_what_may_pass_is_transient() {
        for (int code : new int[] {
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_CLOSED,
            DataUtils.ERROR_FILE_LOCKED
        }) {
            assertThat(SqlErrors.isTransient(ofFile(code))).as("" + code).isTrue();
        }
        for (int code : new int[] {
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_TRANSACTION_CORRUPT
        }) {
            assertThat(SqlErrors.isTransient(ofFile(code))).as("" + code).isFalse();
        }
    }

    private static SQLException ofFile(int code) {
        return new SQLException("General error", "HY000", 50000, DataUtils.newMVStoreException(code, "of the file"));
    }

    @Test
    void a_failure_behind_those_of_a_server_is_found() {
        SQLException cause = new SQLException("The MySQL server is running with --read-only", "HY000", 1290);
        Throwable wrapped = new UndeclaredThrowableException(new InvocationTargetException(cause));
        assertThat(SqlErrors.of(wrapped)).containsExactly(cause);
    }

    @Test
    void a_duplicate_is_told_by_its_code_whatever_the_text() {
        BatchUpdateException batch = new BatchUpdateException();
        batch.setNextException(new SQLIntegrityConstraintViolationException("?", "23000", 1062));
        assertThat(SqlErrors.isDuplicate(batch)).isTrue();
        assertThat(SqlErrors.isDuplicate(new IllegalStateException(new SQLException("?", "23505", 23505))))
                .isTrue();
        assertThat(SqlErrors.isDuplicate(
                        new SQLIntegrityConstraintViolationException("Duplicate entry, cannot be null", "23000", 1048)))
                .isFalse();
        assertThat(SqlErrors.isDuplicate(new IllegalStateException("no SQL at all")))
                .isFalse();
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
