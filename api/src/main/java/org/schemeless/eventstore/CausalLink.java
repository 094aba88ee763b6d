/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

/** The two ways in which events name what they belong to. */
public enum CausalLink {

    /** {@link StoredEvent#causationId()}: what made the event happen. */
    CAUSATION,

    /** {@link StoredEvent#correlationId()}: the larger whole it is a part of. */
    CORRELATION
}
