/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure did.
 *
 * @param key that is gone, or goes; absent if the subject had none, so that nothing was to be erased
 * @param event that says so in the log; absent if there was nothing to be erased
 * @param done whether the key is gone when the transaction has committed; else it goes as soon as the event is seen
 */
public record Erasure(@Nullable KeyId key, @Nullable AppendedEvent event, boolean done) implements Serializable {

    /** The domain of the events that tell of erasures; it has one stream, without identifier. */
    public static final String DOMAIN = "$erasures";

    /** The type of these events. Their payload has the key's id, and what was given as request. */
    public static final String TYPE = "$erasure";

    /** The stream of these events. */
    public static final StreamId STREAM = StreamId.of(DOMAIN, null);
}
