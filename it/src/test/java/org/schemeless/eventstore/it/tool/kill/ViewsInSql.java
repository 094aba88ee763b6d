/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.kill;

import java.sql.SQLException;
import java.util.Map;
import org.schemeless.eventstore.it.tool.server.SqlLook;

/** A view in a relational database. */
public final class ViewsInSql implements ViewsKept {

    private final SqlLook database;
    private final String view;

    public ViewsInSql(SqlLook database, String view) {
        this.database = database;
        this.view = view;
    }

    @Override
    public int active() {
        return (int) number("SELECT build FROM eventstore_view_active WHERE view_name = '" + view + "'");
    }

    @Override
    public long comeTo(int build) {
        return number("SELECT MIN(position) FROM eventstore_subscription WHERE name LIKE '$view " + view + " " + build
                + ".%'");
    }

    @Override
    public void begin(int build) {
        try {
            database.execute(
                    "INSERT INTO eventstore_view_build (view_name, build, version, segments, status, paused, since)"
                            + " VALUES ('" + view + "', " + build + ", 1, 3, 'BUILDING', 0, 0)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> states() {
        try {
            return database.map("SELECT v.view_key, REPLACE(v.state, '\"', '') FROM eventstore_view_active a"
                    + " JOIN eventstore_view v ON v.view_name = a.view_name AND v.build = a.build"
                    + " WHERE a.view_name = '" + view + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String sql) {
        try {
            return database.number(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
