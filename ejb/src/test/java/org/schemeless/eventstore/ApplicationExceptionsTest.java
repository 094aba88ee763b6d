/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ejb.ApplicationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The module's descriptor says of the errors of the API and the SPI what these say by annotation, which not every
 * server sees in lib/ of an EAR.
 */
class ApplicationExceptionsTest {

    /** Packages of JARs that are no modules. */
    private static final Set<String> IN_LIB = Set.of("org.schemeless.eventstore", "org.schemeless.eventstore.spi");

    private static final String DESCRIPTOR = "META-INF/ejb-jar.xml";

    @Test
    void the_descriptor_has_each_error_of_the_api_and_the_spi() throws Exception {
        assertThat(described()).isEqualTo(annotated()).isNotEmpty();
    }

    private static Map<String, Boolean> annotated() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.schemeless.eventstore")
                        .stream()
                        .filter(type -> IN_LIB.contains(type.getPackageName()))
                        .filter(type -> type.isAnnotatedWith(ApplicationException.class))
                        .collect(Collectors.toMap(
                                JavaClass::getName,
                                type -> type.getAnnotationOfType(ApplicationException.class)
                                        .rollback()));
    }

    private static Map<String, Boolean> described() throws IOException, ParserConfigurationException, SAXException {
        Map<String, Boolean> rollbacks = new TreeMap<>();
        NodeList errors = descriptor().getElementsByTagName("application-exception");
        for (int i = 0; i < errors.getLength(); i++) {
            Element error = (Element) errors.item(i);
            rollbacks.put(text(error, "exception-class"), Boolean.valueOf(text(error, "rollback")));
        }
        return rollbacks;
    }

    private static Document descriptor() throws IOException, ParserConfigurationException, SAXException {
        try (InputStream in = ApplicationExceptionsTest.class.getClassLoader().getResourceAsStream(DESCRIPTOR)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static String text(Element error, String name) {
        return error.getElementsByTagName(name).item(0).getTextContent();
    }
}
