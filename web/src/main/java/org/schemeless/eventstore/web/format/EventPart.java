/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.StoredEvent;

/**
 * An event of an answer, or a part of one that upcasters have made several of.
 *
 * @param index which of the parts it is, from 0; absent if the event is whole
 */
public record EventPart(StoredEvent event, @Nullable Integer index) {

    /** An event that is whole. */
    static EventPart whole(StoredEvent event) {
        return new EventPart(event, null);
    }
}
