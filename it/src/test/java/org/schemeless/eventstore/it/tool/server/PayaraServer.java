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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schemeless.eventstore.local.Ports;

/** Payara Server: a copy of the domain it comes with, set up and filled by the command files of its start. */
final class PayaraServer {

    /**
     * Lets the services of Payara (Micro, too) start one after the other. In parallel they change one list of HK2's
     * listeners at once, and the server then ends before anything is deployed: {@code ConcurrentModificationException}
     * in {@code SystemDescriptor.invokeInstanceListeners}.
     */
    static final String ONE_BY_ONE = "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS";

    private static final String JVM_OPTION = "<jvm-options>-server</jvm-options>";

    private static final String LISTENERS =
            "set configs.config.server-config.network-config.network-listeners.network-listener.";
    private static final String IIOP = "set configs.config.server-config.iiop-service.iiop-listener.";

    private static final String CONFIGURATION = "<config name=\"server-config\">";
    private static final String NO_MESSAGING = "<jms-service type=\"DISABLED\" default-jms-host=\"default_JMS_host\">"
            + "<jms-host name=\"default_JMS_host\" lazy-init=\"false\"/></jms-service>";

    private PayaraServer() {}

    static ServerKind.Command prepare(ServerSetup setup) {
        Path server = ServerKind.PAYARA.distribution().resolve("glassfish");
        Directories.copy(server.resolve("domains/domain1"), setup.directory().resolve("domain1"));
        Path domain = setup.directory().resolve("domain1/config/domain.xml");
        setUpJvm(domain);
        setMessaging(domain, setup.messaging() ? ApplicationMessages.payaraService(Ports.free()) : NO_MESSAGING);
        if (setup.users()) {
            ServerKind.write(setup.directory().resolve("domain1/config/keyfile"), Users.payaraFile());
        }
        Path preboot = setup.directory().resolve("preboot");
        ServerKind.write(
                preboot, ServerKind.read(ServerKind.shipped("payara/server/preboot")) + ports(setup) + database(setup));
        Path postboot = setup.directory().resolve("postboot");
        Map<String, String> environment =
                new HashMap<>(setup.environment(Path.of("..", "docs", "servers", "payara.md")));
        environment.put("AS_JAVA", System.getProperty("java.home"));
        if (setup.sql().isPresent()) {
            addLibrary(setup, Jar.of(Driver.class));
        }
        ServerKind.write(
                postboot,
                (setup.sql().isPresent() ? ServerKind.read(ServerKind.shipped("payara/mysql.postboot")) : "")
                        + xa(setup)
                        + (setup.messaging() ? ApplicationMessages.PAYARA : "")
                        + ApplicationDatabase.PAYARA
                        + setup.applications().stream()
                                .map(PayaraServer::deploy)
                                .collect(Collectors.joining()));
        return new ServerKind.Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        server.resolve("lib/client/appserver-cli.jar").toString(),
                        "start-domain",
                        "--verbose",
                        "--domaindir",
                        setup.directory().toString(),
                        "--prebootcommandfile",
                        preboot.toString(),
                        "--postbootcommandfile",
                        postboot.toString(),
                        "domain1"),
                environment);
    }

    /** Where asadmin add-library puts it. */
    private static void addLibrary(ServerSetup setup, Path library) {
        ServerKind.copyInto(setup.directory().resolve("domain1/lib"), library);
    }

    private static void setUpJvm(Path domain) {
        ServerKind.write(
                domain,
                ServerKind.read(domain)
                        .replace("<jvm-options>-Xmx512m<", "<jvm-options>" + ApplicationServer.HEAP + "<")
                        .replace(JVM_OPTION, JVM_OPTION + "<jvm-options>" + ONE_BY_ONE + "</jvm-options>"));
    }

    /**
     * What jms.asadmin does, before the first start: a deployment at the start of a domain that has never had a
     * messaging service makes Payara 6.2025.9 wait for itself for ever.
     */
    private static void setMessaging(Path domain, String service) {
        ServerKind.write(domain, ServerKind.read(domain).replace(CONFIGURATION, CONFIGURATION + service));
    }

    private static String ports(ServerSetup setup) {
        return LISTENERS + "http-listener-1.port=" + setup.port() + "\n"
                + LISTENERS + "http-listener-2.enabled=false\n"
                + LISTENERS + "admin-listener.port=" + setup.managementPort() + "\n"
                + IIOP + "orb-listener-1.port=" + Ports.free() + "\n"
                + IIOP + "SSL.port=" + Ports.free() + "\n"
                + IIOP + "SSL_MUTUALAUTH.port=" + Ports.free() + "\n";
    }

    private static String database(ServerSetup setup) {
        return setup.database()
                ? ""
                : "set resources.jdbc-connection-pool.H2Pool.property.URL=" + ServerSetup.NO_DATABASE + "\n";
    }

    private static String xa(ServerSetup setup) {
        if (!setup.xa()) {
            return "";
        }
        String pool = setup.sql().isPresent() ? "EventsPool" : "H2Pool";
        return ServerKind.shown("payara.md", "asadmin set resources.jdbc-connection-pool." + pool + ".").stream()
                .map(line -> line.substring("asadmin ".length()) + "\n")
                .collect(Collectors.joining());
    }

    private static String deploy(Path application) {
        return "deploy " + application + "\n";
    }
}
