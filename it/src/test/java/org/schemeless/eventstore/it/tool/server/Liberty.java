/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.mysql.cj.jdbc.MysqlXADataSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.schemeless.eventstore.local.Ports;

/** Open Liberty: the server that is shipped, with the store where its settings look for it. */
final class Liberty {

    private static final String STORE = "eventstore.ear";

    private Liberty() {}

    static ServerKind.Command prepare(ServerSetup setup) {
        Path server = setup.directory().resolve("servers/eventstore");
        ServerKind.copyInto(server, ServerKind.shipped("liberty/server.xml"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "WLP_USER_DIR", setup.directory().toString(),
                "EVENTSTORE_HTTP_PORT", Integer.toString(setup.port()),
                "EVENTSTORE_IIOP_PORT", Integer.toString(Ports.free())));
        Path page = Path.of("..", "docs", "servers", "liberty.md");
        Map<String, String> ofDatabase = setup.environment(page);
        environment.putAll(ofDatabase);
        if (ofDatabase.isEmpty()) {
            ServerKind.copyInto(server.resolve("drivers"), Jar.of(JdbcDataSource.class));
            ServerKind.write(server.resolve("configDropins/defaults/application.xml"), ApplicationDatabase.LIBERTY);
        } else {
            ServerKind.copyInto(server.resolve("drivers"), Jar.of(MysqlDataSource.class));
            environment.put("EVENTSTORE_DB_CLASS", MysqlDataSource.class.getName());
        }
        if (setup.messaging()) {
            ServerKind.write(server.resolve("configDropins/defaults/messaging.xml"), ApplicationMessages.LIBERTY);
        }
        if (setup.xa()) {
            String text =
                    String.join("\n", ServerKind.shown("liberty.md", "<server><dataSource id=\"DefaultDataSource\""));
            ServerKind.write(server.resolve("configDropins/overrides/xa.xml"), text);
            if (setup.sql().isPresent()) {
                environment.put("EVENTSTORE_DB_CLASS", MysqlXADataSource.class.getName());
            }
        }
        if (!setup.database()) {
            environment.put("EVENTSTORE_DB_URL", ServerSetup.NO_DATABASE);
        }
        if (setup.users()) {
            ServerKind.write(server.resolve("configDropins/overrides/users.xml"), Users.libertyRegistry(Ports.free()));
        }
        for (Path application : setup.applications()) {
            boolean isStore = application.getFileName().toString().equals(STORE);
            ServerKind.copyInto(server.resolve(isStore ? "apps" : "dropins"), application);
        }
        return new ServerKind.Command(
                List.of(
                        "sh",
                        ServerKind.LIBERTY.distribution().resolve("bin/server").toString(),
                        "run",
                        "eventstore"),
                environment);
    }
}
