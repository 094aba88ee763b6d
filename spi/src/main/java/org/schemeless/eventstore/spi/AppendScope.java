/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

/** The transaction that an append is part of. */
public enum AppendScope {

    /** None: the storage commits by itself what it writes, before it answers. */
    WITHOUT_TRANSACTION,

    /** One that the service has begun for this append alone: after a lost race the append is sent again in another. */
    OWN_TRANSACTION,

    /**
     * The caller's, whose snapshot may be older than the call. It is committed or rolled back some time after the
     * answer, and what fails in it cannot be sent again.
     */
    CALLERS_TRANSACTION
}
