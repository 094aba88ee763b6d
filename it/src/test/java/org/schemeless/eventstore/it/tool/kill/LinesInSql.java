/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.schemeless.eventstore.it.tool.server.SqlLook;
import org.schemeless.eventstore.it.tool.table.Lines;
import org.schemeless.eventstore.it.tool.table.Tables;

/** The rows of the first of the tests' tables. */
public final class LinesInSql implements LinesKept {

    private static final String OF_VIEW = " FROM eventstore_view_build WHERE view_name = '" + Tables.First.VIEW + "'";

    private final SqlLook database;
    private List<String> begun = List.of();

    public LinesInSql(SqlLook database) {
        this.database = database;
    }

    @Override
    public void begin() throws SQLException {
        database.execute(
                "INSERT INTO eventstore_view_build (view_name, build, version, segments, status, paused, since)"
                        + " SELECT view_name, MAX(build) + 1, 1, 1, 'BUILDING', 0, 0" + OF_VIEW
                        + " GROUP BY view_name");
        begun = database.list("SELECT MAX(build)" + OF_VIEW);
    }

    @Override
    public boolean isLastActive() throws SQLException {
        List<String> active = active();
        return begun.isEmpty() ? !active.isEmpty() : active.equals(begun);
    }

    private List<String> active() throws SQLException {
        return database.list("SELECT build FROM eventstore_view_active WHERE view_name = '" + Tables.First.VIEW + "'");
    }

    @Override
    public boolean hasComeTo(long position) throws SQLException {
        return database
                .list("SELECT position FROM eventstore_subscription WHERE name LIKE '$view " + Tables.First.VIEW + " "
                        + active().get(0) + ".%'")
                .stream()
                .allMatch(place -> Long.parseLong(place) >= position);
    }

    @Override
    public void requireEach() throws SQLException {
        assertThat(database.list("SELECT line FROM " + Tables.First.TABLE + "_" + active().get(0) + " ORDER BY n"))
                .isNotEmpty()
                .isEqualTo(database.list("SELECT event_id FROM eventstore_event WHERE domain = '" + Lines.DOMAIN
                        + "' ORDER BY sequence"));
    }

    @Override
    public void requireNoOthers() throws SQLException {
        assertThat(database.list("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name LIKE '" + Tables.First.TABLE + "_%' ORDER BY 1"))
                .isEqualTo(
                        database.list("SELECT CONCAT('" + Tables.First.TABLE + "_', build)" + OF_VIEW + " ORDER BY 1"));
    }
}
