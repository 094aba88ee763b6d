/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.persistence.sessions.SessionEventListener;
import org.flywaydb.core.api.logging.LogCreator;

/** The rooms of the module and the doors between them. */
@AnalyzeClasses(packages = "org.schemeless.eventstore", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String VALUES = "org.schemeless.eventstore";
    private static final String SPI = VALUES + ".spi";

    @ArchTest
    static final ArchRule service_and_storages_know_the_spi_and_not_each_other = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("values")
            .definedBy(VALUES)
            .layer("spi")
            .definedBy(SPI)
            .layer("service")
            .definedBy(VALUES + ".service..")
            .layer("jpa")
            .definedBy(VALUES + ".jpa..")
            .optionalLayer("dynamodb")
            .definedBy(VALUES + ".dynamodb..")
            .whereLayer("spi")
            .mayOnlyBeAccessedByLayers("service", "jpa", "dynamodb")
            .whereLayer("service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("jpa")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dynamodb")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule there_are_no_cycles =
            slices().matching("org.schemeless.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule values_and_spi_know_nothing_of_jpa_aws_http = noClasses()
            .that()
            .resideInAnyPackage(VALUES, SPI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.persistence..", "java.sql..", "javax.sql..", "software.amazon..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule what_a_storage_is_made_of_is_its_own = classes()
            .that()
            .resideInAnyPackage(VALUES + ".jpa..", VALUES + ".dynamodb..")
            .and()
            .areNotAssignableTo(Extension.class) // the container makes it
            .and()
            .areNotAssignableTo(SessionEventListener.class) // EclipseLink makes it
            .and()
            .areNotAssignableTo(LogCreator.class) // Flyway makes it
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static final ArchRule of_the_service_only_its_interface_and_the_session_beans_are_public = classes()
            .that()
            .resideInAPackage(VALUES + ".service")
            .and()
            .areNotAnnotatedWith(Stateless.class)
            .and()
            .areNotAnnotatedWith(Singleton.class)
            .and()
            .doNotHaveSimpleName("EventStore")
            .and()
            .areNotAssignableTo(ConfigSource.class) // the servers load it
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);
}
