/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.schemeless.eventstore.local.Ports;

/** WildFly: a copy of its standalone server, set up by the script that is shipped. */
final class WildFly {

    private static final String END_OF_SCRIPT = "stop-embedded-server";

    private WildFly() {}

    static ServerKind.Command prepare(ServerSetup setup) {
        Path server = ServerKind.WILDFLY.distribution();
        Path base = setup.directory().resolve("standalone");
        Directories.copy(ready(server, script(setup)), base);
        if (setup.sql().isPresent()) {
            ServerKind.copyInto(base.resolve("deployments"), Jar.of(Driver.class), "mysql-connector-j.jar");
        }
        Path configuration = base.resolve("configuration/standalone.xml");
        if (!setup.database()) {
            leadNowhere(configuration);
        }
        if (setup.users()) {
            ServerKind.write(base.resolve("configuration/application-users.properties"), Users.wildFlyUsers());
            ServerKind.write(base.resolve("configuration/application-roles.properties"), Users.wildFlyRoles());
        }
        ServerKind.write(
                configuration,
                ServerKind.read(configuration).replace("<drivers>", ApplicationDatabase.WILDFLY + "<drivers>"));
        setup.applications().forEach(application -> ServerKind.copyInto(base.resolve("deployments"), application));
        return new ServerKind.Command(
                List.of(
                        "sh",
                        server.resolve("bin/standalone.sh").toString(),
                        "-Djboss.server.base.dir=" + base,
                        "-Djboss.http.port=" + setup.port(),
                        "-Djboss.https.port=" + Ports.free(),
                        "-Djboss.management.http.port=" + setup.managementPort()),
                setup.environment(ServerKind.shipped("wildfly/mysql.cli")));
    }

    /** The script that is shipped, and what the application of the tests needs besides. */
    private static String script(ServerSetup setup) {
        String shipped = ServerKind.read(ServerKind.shipped(file(setup)));
        String script = setup.xa() ? shipped.replaceFirst("(?m)^data-source add .*$", xaDataSource(setup)) : shipped;
        return setup.messaging() ? script.replace(END_OF_SCRIPT, ApplicationMessages.WILDFLY + END_OF_SCRIPT) : script;
    }

    private static String xaDataSource(ServerSetup setup) {
        String driver = setup.sql().isPresent() ? "mysql-connector-j.jar" : "h2";
        return ServerKind.shown(
                        "wildfly.md",
                        "xa-data-source add --name=EventsDS --jndi-name=java:jboss/datasources/EventsDS --driver-name="
                                + driver)
                .stream()
                .map(Matcher::quoteReplacement)
                .findFirst()
                .orElseThrow();
    }

    private static String file(ServerSetup setup) {
        if (setup.sql().isPresent()) {
            return "wildfly/mysql.cli";
        }
        return setup.database() ? "wildfly/h2.cli" : "wildfly/dynamodb.cli";
    }

    /** The default data source of the distribution would be a database in memory. */
    private static void leadNowhere(Path configuration) {
        String settings = ServerKind.read(configuration);
        String url = "<connection-url>jdbc:h2:mem:";
        if (!settings.contains(url)) {
            throw new IllegalStateException("no data source to replace in " + configuration);
        }
        ServerKind.write(
                configuration, settings.replaceAll(url + "[^<]*<", "<connection-url>" + ServerSetup.NO_DATABASE + "<"));
    }

    /** A standalone server that a script has set up: made once, and again when the script has changed. */
    private static Path ready(Path server, String script) {
        String name = server.getFileName() + "-ready-" + script.hashCode();
        return Directories.once(name, directory -> {
                    Directories.copy(server.resolve("standalone"), directory.resolve("standalone"));
                    ServerKind.write(directory.resolve("set-up.cli"), script);
                    setUp(server, directory.resolve("set-up.cli"), directory.resolve("standalone"));
                })
                .resolve("standalone");
    }

    private static void setUp(Path server, Path script, Path base) {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", server.resolve("bin/jboss-cli.sh").toString(), "--file=" + script)
                .directory(base.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("WildFly cannot be set up: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server is set up", e);
        }
    }
}
