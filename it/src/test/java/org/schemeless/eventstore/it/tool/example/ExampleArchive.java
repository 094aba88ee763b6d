/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.example;

import java.io.File;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The application that the documents show, as a WAR with the store, its HTTP front end and a persistence unit of its
 * own inside.
 */
public final class ExampleArchive {

    /** The context root. */
    public static final String NAME = "example";

    private static final File FRONT_END = new File("target", "eventstore-web.jar");

    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="accounts" transaction-type="JTA">
                <provider>org.eclipse.persistence.jpa.PersistenceProvider</provider>
                <class>org.schemeless.eventstore.it.tool.example.Posting</class>
                <class>org.schemeless.eventstore.it.tool.example.Turnover</class>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
                  <property name="eclipselink.target-server" value="JBoss"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private ExampleArchive() {}

    /**
     * The archive as a file.
     *
     * @param eclipseLink whether the server has none of its own that an application can use
     */
    public static Path file(Path directory, boolean eclipseLink) {
        WebArchive application = ShrinkWrap.create(WebArchive.class, NAME + ".war")
                .addPackage(ExampleArchive.class.getPackage())
                .addAsResource(new StringAsset(UNIT), "META-INF/persistence.xml")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsLibrary(FRONT_END);
        addLibraries(application, "eventstore.war", path -> path.startsWith("/WEB-INF/lib/"));
        addLibraries(application, "bank.ear", path -> path.startsWith("/lib/eventstore-model."));
        if (eclipseLink) {
            addLibraries(application, "eventstore.ear", path -> path.startsWith("/lib/org.eclipse.persistence."));
        }
        Path file = directory.resolve(application.getName());
        application.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    private static void addLibraries(WebArchive application, String shipped, Predicate<String> which) {
        Archive<?> archive = ShrinkWrap.create(ZipImporter.class)
                .importFrom(new File("target", shipped))
                .as(WebArchive.class);
        archive.getContent(path -> which.test(path.get())).forEach((path, node) -> addLibrary(application, path, node));
    }

    private static void addLibrary(WebArchive application, ArchivePath path, Node node) {
        if (node.getAsset() != null) {
            String place = path.get();
            application.addAsLibrary(node.getAsset(), place.substring(place.lastIndexOf('/') + 1));
        }
    }
}
