/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is to become.
 *
 * @param directory where it keeps all that is its own
 * @param port where it serves HTTP
 * @param managementPort where it is administered, if that is not HTTP's port
 * @param applications archives to deploy, in this order
 * @param database whether its default data source has a database; otherwise it leads nowhere
 * @param sql the database, if it is not a file of H2
 * @param messaging whether it has a messaging service, as far as its distribution brings one
 * @param xa whether its default data source is XA
 * @param users whether its own realm knows the {@link Users}
 */
record ServerSetup(
        Path directory,
        int port,
        int managementPort,
        List<Path> applications,
        boolean database,
        Optional<SqlDatabase> sql,
        boolean messaging,
        boolean xa,
        boolean users) {

    /** An address where no database is. */
    static final String NO_DATABASE = "jdbc:h2:tcp://127.0.0.1:1/none";

    /**
     * What the settings for MySQL and MariaDB expect of the environment; nothing for other databases.
     *
     * @param page the file that gives the URL
     */
    Map<String, String> environment(Path page) {
        Map<String, String> environment = new HashMap<>();
        sql.ifPresent(database -> {
            environment.put("EVENTSTORE_DB_URL", database.address().jdbcUrl(page));
            environment.put("EVENTSTORE_DB_USER", database.user());
            environment.put("EVENTSTORE_DB_PASSWORD", database.password());
        });
        return environment;
    }
}
