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
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;

/** What an application stores in the same transaction as an event. */
@Entity
@Table(name = "by_hand_booking")
public class HandBooking {

    @Id
    @Column(length = 36)
    String id;

    @Column(length = 100, nullable = false)
    String account;

    @Column(precision = 19, scale = 2, nullable = false)
    BigDecimal amount;

    /** A new one. */
    public static HandBooking of(String account, BigDecimal amount) {
        HandBooking booking = new HandBooking();
        booking.id = UUID.randomUUID().toString();
        booking.account = account;
        booking.amount = amount;
        return booking;
    }
}
