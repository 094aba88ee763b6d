/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import java.math.BigDecimal;
import org.schemeless.eventstore.model.EventType;

/** What happens to an account. */
public sealed interface AccountEvent {

    BigDecimal amount();

    @EventType("opened")
    record Opened(BigDecimal amount) implements AccountEvent {}

    /** Money has come or gone. */
    sealed interface Moved extends AccountEvent {}

    @EventType("deposited")
    record Deposited(BigDecimal amount) implements Moved {}

    @EventType("withdrawn")
    record Withdrawn(BigDecimal amount) implements Moved {}
}
