/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.bank;

import org.schemeless.eventstore.model.EventType;
import org.schemeless.eventstore.model.Personal;
import org.schemeless.eventstore.model.Subject;

/** A holder of accounts has a name, which is encrypted; the holder's number says nothing by itself. */
@EventType("named")
public record Named(
        @Subject("holder") String holder, @Personal String name) {}
