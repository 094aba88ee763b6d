/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as it is shipped, with the tests in a module of their own beside its modules. */
final class EnterpriseArchives {

    private static final Path SHIPPED = Path.of("target", "eventstore.ear");
    private static final String DESCRIPTOR = "META-INF/application.xml";
    private static final String LAST = "<library-directory>";
    private static final String MODULE =
            "<module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>";

    private EnterpriseArchives() {}

    static EnterpriseArchive create() {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "eventstore.ear")
                .importFrom(SHIPPED.toFile())
                .as(EnterpriseArchive.class);
        String descriptor = text(ear);
        ear.delete("/" + DESCRIPTOR);
        return ear.setApplicationXML(new StringAsset(descriptor.replace(LAST, MODULE + LAST)))
                .addAsModule(Testable.archiveToTest(
                        TestArchive.withTests(ShrinkWrap.create(WebArchive.class, "tests.war"))));
    }

    private static String text(EnterpriseArchive ear) {
        try (var in = ear.get("/" + DESCRIPTOR).getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
