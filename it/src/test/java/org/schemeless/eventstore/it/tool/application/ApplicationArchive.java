/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.application;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it is shipped, with this application beside it. */
public final class ApplicationArchive {

    private static final File SHIPPED = new File("target", "eventstore.war");

    private ApplicationArchive() {}

    /** The archive as a file. */
    public static Path file(Path directory) {
        Path file = directory.resolve("eventstore.war");
        ShrinkWrap.create(ZipImporter.class, "eventstore.war")
                .importFrom(SHIPPED)
                .as(WebArchive.class)
                .addClasses(
                        WritingServlet.class,
                        HeldTransactions.class,
                        FollowingServlet.class,
                        DecidingServlet.class,
                        Witness.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }
}
