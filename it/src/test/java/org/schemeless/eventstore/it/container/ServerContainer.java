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
import java.util.List;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.schemeless.eventstore.it.server.ApplicationServer;

/** A server with one application: both come and go together, as they do when an administrator starts a server. */
public final class ServerContainer implements DeployableContainer<ServerConfiguration> {

    private static final String RUNNER = "ArquillianServletRunnerEE9";
    private static final String TESTS = "/tests";

    private String name;
    private ApplicationServer server;

    @Override
    public Class<ServerConfiguration> getConfigurationClass() {
        return ServerConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    @Override
    public void setup(ServerConfiguration configuration) {
        name = configuration.server();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        server = ApplicationServer.start(
                name, List.of(export(archive)), List.of(TESTS + "/" + RUNNER + "?outputMode=serializedObject"));
        HTTPContext context = new HTTPContext("127.0.0.1", server.port());
        context.add(new Servlet(RUNNER, TESTS));
        return new ProtocolMetaData().addContext(context);
    }

    private static Path export(Archive<?> archive) {
        try {
            File file = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "archive-")
                    .resolve(archive.getName())
                    .toFile();
            archive.as(ZipExporter.class).exportTo(file);
            return file.toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void undeploy(Archive<?> archive) {
        server.close();
    }
}
