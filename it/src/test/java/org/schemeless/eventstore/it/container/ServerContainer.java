/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.container;

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
import org.schemeless.eventstore.it.deployed.OnGuardedServer;
import org.schemeless.eventstore.it.server.ApplicationServer;
import org.schemeless.eventstore.it.server.AtEnd;
import org.schemeless.eventstore.it.server.SharedServer;

/** Starts the server that all tests of a run share, with the archive of the tests in the place of the store. */
public final class ServerContainer implements DeployableContainer<ServerConfiguration> {

    private static final String RUNNER = "ArquillianServletRunnerEE9";
    private static final String TESTS = "/tests";

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
        boolean guarded = test.get().isAnnotationPresent(OnGuardedServer.class);
        ApplicationServer server = (guarded ? SharedServer.GUARDED : SharedServer.OPEN)
                .startWith(export(archive), TESTS + "/" + RUNNER + "?outputMode=serializedObject");
        HTTPContext context = new HTTPContext("127.0.0.1", server.port());
        context.add(new Servlet(RUNNER, TESTS));
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
