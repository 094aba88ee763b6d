/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.schemeless.eventstore.ConcurrencyError;
import org.schemeless.eventstore.DuplicateEventException;
import org.schemeless.eventstore.InvalidEventException;
import org.schemeless.eventstore.it.tool.messages.JmsMessages;
import org.schemeless.eventstore.it.tool.server.ApplicationMessages;

/** The EAR as it is shipped, with the tests in a module of their own beside its modules. */
final class EnterpriseArchives {

    private static final Path SHIPPED = Path.of("target", "eventstore.ear");
    private static final String DESCRIPTOR = "META-INF/application.xml";
    private static final String LAST = "<library-directory>";
    private static final String MODULE =
            "<module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>";

    /**
     * Payara does not see the annotation of an exception from another module in a WAR; docs/servers/payara.md says so.
     */
    private static final String APPLICATION_EXCEPTIONS = """
            <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
              <assembly-descriptor>%s</assembly-descriptor>
            </ejb-jar>
            """.formatted(
                    Stream.of(ConcurrencyError.class, DuplicateEventException.class, InvalidEventException.class)
                            .map(error -> "<application-exception><exception-class>" + error.getName()
                                    + "</exception-class><rollback>true</rollback></application-exception>")
                            .collect(Collectors.joining()));

    private EnterpriseArchives() {}

    static EnterpriseArchive create() {
        EnterpriseArchive ear = ShrinkWrap.create(ZipImporter.class, "eventstore.ear")
                .importFrom(SHIPPED.toFile())
                .as(EnterpriseArchive.class);
        String descriptor = text(ear);
        ear.delete("/" + DESCRIPTOR);
        WebArchive tests = ShrinkWrap.create(WebArchive.class, "tests.war")
                .addAsWebInfResource(new StringAsset(APPLICATION_EXCEPTIONS), "ejb-jar.xml");
        TestArchive.withTests(tests);
        if (ApplicationMessages.wanted()) {
            tests.addPackage(JmsMessages.class.getPackage());
        }
        return ear.setApplicationXML(new StringAsset(descriptor.replace(LAST, MODULE + LAST)))
                .addAsModule(Testable.archiveToTest(tests));
    }

    private static String text(EnterpriseArchive ear) {
        try (var in = ear.get("/" + DESCRIPTOR).getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
