/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.schemeless.eventstore.it.tool.server.ApplicationDatabase;
import org.schemeless.eventstore.model.BoundaryDecider;

/** The WAR as it is shipped, with the tests beside it; the EAR for servers that take one. */
final class TestArchive {

    private static final File SHIPPED = new File("target", "eventstore.war");

    private TestArchive() {}

    static Archive<?> create() {
        if (!System.getProperty("arquillian.launch").equals("payara-micro")) {
            return EnterpriseArchives.create();
        }
        return withTests(ShrinkWrap.create(ZipImporter.class, "eventstore.war")
                .importFrom(SHIPPED)
                .as(WebArchive.class));
    }

    static WebArchive withTests(WebArchive archive) {
        return archive.addPackages(
                        false,
                        "org.schemeless.eventstore.it",
                        "org.schemeless.eventstore.tck",
                        "org.schemeless.eventstore.it.tool.deployed",
                        "org.schemeless.eventstore.it.relational")
                .addAsResource(new StringAsset(ApplicationDatabase.unit()), "META-INF/persistence.xml")
                .addAsLibraries(
                        Jars.of(Assertions.class),
                        Jars.of(Awaitility.class),
                        Jars.of(Matcher.class),
                        Jars.of(BoundaryDecider.class));
    }
}
