/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.service;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.Catalogue;
import org.schemeless.eventstore.DomainPage;
import org.schemeless.eventstore.Limits;
import org.schemeless.eventstore.StreamId;
import org.schemeless.eventstore.StreamPage;
import org.schemeless.eventstore.service.call.Measures;
import org.schemeless.eventstore.service.call.Reads;
import org.schemeless.eventstore.service.personal.Opened;
import org.schemeless.eventstore.spi.CatalogueLimits;
import org.schemeless.eventstore.spi.EventStorage;

/** The session bean behind {@link Catalogue}. */
@Stateless
@LocalBean
@Local(Catalogue.class)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CatalogueService implements Catalogue {

    @Inject
    @Opened
    private EventStorage storage;

    @Inject
    private Reads reads;

    @Inject
    private Measures measures;

    /** One more than asked for tells whether there is another page. */
    @Override
    public DomainPage domains(@Nullable String after, int limit) {
        CatalogueLimits.requireLimit(limit);
        CatalogueLimits.requireText("after", after, Limits.DOMAIN);
        List<String> domains = call("domains", Optional.empty(), () -> storage.domains(after, limit + 1));
        return new DomainPage(first(domains, limit), domains.size() > limit);
    }

    @Override
    public StreamPage streams(String domain, String prefix, @Nullable String after, int limit) {
        CatalogueLimits.requireLimit(limit);
        String named = StreamId.of(domain).domain();
        CatalogueLimits.requirePrefix(prefix);
        CatalogueLimits.requireText("after", after, Limits.IDENTIFIER);
        return call("streams", Optional.of(named), () -> {
            List<StreamPage.Entry> streams = storage.streams(named, prefix, after, limit + 1);
            return new StreamPage(first(streams, limit), streams.size() > limit);
        });
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return all.subList(0, Math.min(limit, all.size()));
    }

    private <T> T call(String name, Optional<String> domain, Supplier<T> question) {
        return measures.call(name, domain, () -> reads.ask(question));
    }
}
