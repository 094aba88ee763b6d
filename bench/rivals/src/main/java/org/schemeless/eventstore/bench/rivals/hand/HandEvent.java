/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals.hand;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.schemeless.eventstore.StreamId;

/** An event by hand, with the same unique key of its place in its stream as the store's. */
@Entity
@Table(
        name = "by_hand_event",
        uniqueConstraints = @UniqueConstraint(columnNames = {"domain", "identifier", "sequence"}))
@NamedQuery(
        name = "last",
        query = "SELECT MAX(e.sequence) FROM HandEvent e WHERE e.domain = :domain AND e.identifier = :identifier")
public class HandEvent {

    @Id
    @Column(length = 36)
    String id;

    @Column(length = 100, nullable = false)
    String domain;

    @Column(length = 100, nullable = false)
    String identifier;

    long sequence;

    @Column(length = 100, nullable = false)
    String type;

    @Lob
    @Column(nullable = false)
    String payload;

    long created;

    /** A new one of now. */
    public static HandEvent of(StreamId stream, long sequence, String type, String payload) {
        HandEvent event = new HandEvent();
        event.id = UUID.randomUUID().toString();
        event.domain = stream.domain();
        event.identifier = stream.identifier();
        event.sequence = sequence;
        event.type = type;
        event.payload = payload;
        event.created = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return event;
    }
}
