/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.container;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.schemeless.eventstore.it.tool.deployed.BackendListener;
import org.schemeless.eventstore.it.tool.deployed.OnGuardedServer;
import org.schemeless.eventstore.it.tool.server.AtEnd;
import org.schemeless.eventstore.it.tool.server.SharedServer;

/**
 * Starts the server that all tests of a run share, with the archive of the tests in the place of the store. Payara
 * Micro is started again for tests that come in another archive; an EAR has all of them.
 */
public final class ServerContainer implements DeployableContainer<ServerConfiguration> {

    private static final String RUNNER = "ArquillianServletRunnerEE9";
    /** The address of the tests in an EAR. */
    private static final String TESTS = "/tests";
    /** And in the WAR, which is the store's own. */
    private static final String STORE = "/eventstore";

    @Inject
    @ClassScoped
    private Instance<TestClass> test;

    @Override
    public Class<ServerConfiguration> getConfigurationClass() {
        return ServerConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        return System.getProperty("arquillian.launch").equals("payara-micro")
                ? runner(deployOnMicro(archive), STORE)
                : runner(deployOnServer(archive), TESTS);
    }

    private int deployOnServer(Archive<?> archive) {
        boolean guarded = test.get().isAnnotationPresent(OnGuardedServer.class);
        return (guarded ? SharedServer.GUARDED : SharedServer.OPEN)
                .startWith(export(archive), TESTS + "/" + RUNNER + "?outputMode=serializedObject")
                .port();
    }

    private static int deployOnMicro(Archive<?> archive) {
        return BackendListener.micro(archive.getContent().keySet(), () -> export(archive))
                .port();
    }

    private static ProtocolMetaData runner(int port, String root) {
        HTTPContext context = new HTTPContext("127.0.0.1", port);
        context.add(new Servlet(RUNNER, root));
        return new ProtocolMetaData().addContext(context);
    }

    private static Path export(Archive<?> archive) {
        try {
            Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "archive-");
            AtEnd.delete(directory);
            File file = directory.resolve(archive.getName()).toFile();
            archive.as(ZipExporter.class).exportTo(file);
            return file.toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The other tests of the run go on with the server. */
    @Override
    public void undeploy(Archive<?> archive) {}
}
