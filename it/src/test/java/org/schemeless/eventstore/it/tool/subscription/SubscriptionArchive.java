/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.subscription;

import java.io.File;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.schemeless.eventstore.it.tool.deployed.Jars;
import org.schemeless.eventstore.it.tool.release.Released;

/** The WAR as it is shipped, with subscriptions beside it, as an application has them. */
public final class SubscriptionArchive {

    public static final int ATTEMPTS = 3;

    private static final String SETTINGS = "META-INF/microprofile-config.properties";
    private static final File SHIPPED = new File("target", "eventstore.war");

    private SubscriptionArchive() {}

    public static WebArchive create() {
        return ShrinkWrap.create(ZipImporter.class, "eventstore.war")
                .importFrom(SHIPPED)
                .as(WebArchive.class)
                .addClasses(Script.class, Observed.class, Copies.class, Raced.class)
                .addAsResource(settings(), SETTINGS);
    }

    /** Of the store in the archive, with the attempts of the tests. */
    private static StringAsset settings(String... more) {
        return new StringAsset("eventstore.subscription.attempts=" + ATTEMPTS + "\n" + String.join("\n", more));
    }

    /** The archive with the views of the tests as well, and what tests inside of it need. */
    public static WebArchive withViews() {
        return create().addPackage("org.schemeless.eventstore.it.view")
                .addPackage("org.schemeless.eventstore.it.tool.view")
                .addAsLibraries(Jars.of(Assertions.class), Jars.of(Awaitility.class), Jars.of(Matcher.class));
    }

    /**
     * The archive with projections that write to tables of their own, and what tests inside of it need; what is not
     * read any more is taken away after two seconds.
     */
    public static WebArchive withTables() {
        return create().addPackage("org.schemeless.eventstore.it.view")
                .addPackage("org.schemeless.eventstore.it.tool.table")
                .addAsLibraries(Jars.of(Assertions.class), Jars.of(Awaitility.class), Jars.of(Matcher.class))
                .addAsResource(settings("eventstore.view.grace=PT2S"), SETTINGS);
    }

    /** The archive with the views of the tests as a file; what is not read any more is taken away at once. */
    public static Path fileWithViews(Path directory) {
        return file(directory, withViewsWithoutGrace());
    }

    /** The same, with views in tables of its own as well. */
    public static Path fileWithViewsAndTables(Path directory) {
        return file(directory, withViewsWithoutGrace().addPackage("org.schemeless.eventstore.it.tool.table"));
    }

    private static WebArchive withViewsWithoutGrace() {
        return withViews().addAsResource(settings("eventstore.view.grace=PT0S"), SETTINGS);
    }

    /** The archive as a file, as the release that has this version of a view. */
    public static Path fileWith(Path directory, Class<? extends Released> version) {
        return file(directory, create().addClasses(Released.class, version));
    }

    /** The archive with the views of the tests, and with the subscription that stops. */
    public static Path fileWithViewsAndPoisoned(Path directory) {
        return file(directory, withViews().addClass(Poisoned.class));
    }

    /** The archive as a file. */
    public static Path file(Path directory) {
        return file(directory, create());
    }

    /** The archive as a file, with one more subscription, which stops at an event that it cannot handle. */
    public static Path fileWithPoisoned(Path directory) {
        return file(directory, create().addClass(Poisoned.class));
    }

    /** The archive as a file, with one more subscription, which gets past what the poisoned one could not handle. */
    public static Path fileWithCured(Path directory) {
        return file(directory, create().addClass(Cured.class));
    }

    private static Path file(Path directory, WebArchive archive) {
        Path file = directory.resolve("eventstore.war");
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }
}
