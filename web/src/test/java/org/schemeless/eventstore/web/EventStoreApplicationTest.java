/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Nothing of the front end gets into another application of the same WAR, and nothing of it is forgotten. */
@AnalyzeClasses(packages = "org.schemeless.eventstore.web", importOptions = ImportOption.DoNotIncludeTests.class)
class EventStoreApplicationTest {

    private static final Set<Class<?>> CONTRACTS = Set.of(
            ContainerRequestFilter.class,
            ContainerResponseFilter.class,
            ExceptionMapper.class,
            Feature.class,
            MessageBodyReader.class,
            MessageBodyWriter.class);

    @ArchTest
    static final ArchRule a_search_for_providers_finds_none =
            noClasses().should().beAnnotatedWith(Provider.class);

    @ArchTest
    static final ArchRule a_search_for_resources_finds_the_root_only =
            noClasses().that().doNotBelongToAnyOf(RootResource.class).should().beAnnotatedWith(Path.class);

    @ArchTest
    static final ArchRule the_application_names_all_providers =
            classes().that(areProviders()).should(beNamed());

    private static DescribedPredicate<JavaClass> areProviders() {
        return DescribedPredicate.describe(
                "are providers",
                type -> !type.isInterface()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && CONTRACTS.stream().anyMatch(type::isAssignableTo));
    }

    private static ArchCondition<JavaClass> beNamed() {
        return new ArchCondition<>("be named by the application") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean named =
                        new EventStoreApplication().getClasses().stream().anyMatch(some -> type.isEquivalentTo(some));
                if (!named) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is not named"));
                }
            }
        };
    }
}
