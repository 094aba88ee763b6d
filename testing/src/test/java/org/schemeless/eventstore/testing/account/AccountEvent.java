/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.testing.account;

import java.math.BigDecimal;
import org.schemeless.eventstore.model.EventType;

public sealed interface AccountEvent {

    @EventType("opened")
    record Opened(String currency) implements AccountEvent {}

    @EventType("deposited")
    record Deposited(BigDecimal amount) implements AccountEvent {}

    @EventType("bonus-given")
    record BonusGiven(BigDecimal amount) implements AccountEvent {}

    @EventType(value = "withdrawn", version = 2)
    record Withdrawn(BigDecimal amount, String channel) implements AccountEvent {}
}
