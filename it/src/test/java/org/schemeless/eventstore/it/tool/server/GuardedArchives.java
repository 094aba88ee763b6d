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
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.schemeless.eventstore.it.tool.application.RemoteCallServlet;
import org.schemeless.eventstore.it.tool.application.SessionCounter;

/** What is deployed on the guarded server. */
final class GuardedArchives {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private GuardedArchives() {}

    /** The store, whose sessions can be counted. */
    static Path counted(Path store) {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "eventstore.ear")
                .importFrom(store.toFile())
                .as(EnterpriseArchive.class);
        ear.getAsType(WebArchive.class, "/eventstore-web.war").addClass(SessionCounter.class);
        return export(ear);
    }

    /**
     * An application that calls the remote bean: the bank's teller, which has the client's JAR, with one more servlet.
     */
    static Path callers() {
        return export(ShrinkWrap.create(ZipImporter.class, "callers.war")
                .importFrom(TARGET.resolve("teller.war").toFile())
                .as(WebArchive.class)
                .addClass(RemoteCallServlet.class));
    }

    private static Path export(Archive<?> archive) {
        Path file = Directories.fresh("archive").resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile());
        return file;
    }
}
