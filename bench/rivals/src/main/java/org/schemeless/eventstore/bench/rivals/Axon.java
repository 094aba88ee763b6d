/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jpa.SimpleEntityManagerProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.schemeless.eventstore.StreamId;

/** The JPA storage engine of Axon Framework, in JTA transactions, with Jackson. */
@ApplicationScoped
@Named("axon")
class Axon implements Rival {

    /** What Axon makes the same JSON of. */
    public record Deposited(double amount, String text) {}

    @PersistenceContext(unitName = "axon")
    private EntityManager entityManager;

    @Inject
    private CallersTransaction transaction;

    @Resource(lookup = "java:comp/DefaultDataSource")
    private DataSource source;

    @Override
    public Client connect() throws Exception {
        Serializer serializer = JacksonSerializer.defaultSerializer();
        JpaEventStorageEngine engine = JpaEventStorageEngine.builder()
                .entityManagerProvider(new SimpleEntityManagerProvider(entityManager))
                .transactionManager(NoTransactionManager.instance())
                .dataSource(source)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        return new AxonClient(engine, new ObjectMapper());
    }

    private final class AxonClient implements Client {

        private final JpaEventStorageEngine engine;
        private final ObjectMapper mapper;

        AxonClient(JpaEventStorageEngine engine, ObjectMapper mapper) {
            this.engine = engine;
            this.mapper = mapper;
        }

        @Override
        public void append(StreamId stream, long sequence, List<String> payloads) throws Exception {
            List<DomainEventMessage<?>> events = new ArrayList<>();
            for (String payload : payloads) {
                events.add(new GenericDomainEventMessage<>(
                        stream.domain(),
                        stream.identifier(),
                        sequence + events.size(),
                        mapper.readValue(payload, Deposited.class)));
            }
            transaction.of(() -> {
                engine.appendEvents(events);
                return true;
            });
        }

        @Override
        public long read(StreamId stream) throws Exception {
            return transaction.of(
                    () -> engine.readEvents(stream.identifier()).asStream().count());
        }
    }
}
