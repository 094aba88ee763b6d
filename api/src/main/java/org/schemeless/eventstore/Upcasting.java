/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.util.List;

/**
 * What brings stored events up to the versions that the classes of an application have today. It is a bean where the
 * application contains {@code eventstore-model}; the front end over HTTP, which knows no class of events, asks it for
 * {@code ?upcast=true}. It stores nothing, and what is stored never changes.
 */
public interface Upcasting {

    /**
     * Whether a class has the type of this event, and is of its version or a newer one.
     *
     * @throws UnreadableEventException if its {@code meta.schemaVersion} is no version
     */
    boolean knows(StoredEvent event);

    /**
     * The event with payload and {@code meta.schemaVersion} of the current version of its type; as it is, if that is
     * its own. If upcasters have made several of it or none, it is these, in their order; all else, the id and the
     * sequence included, is that of the event that is stored.
     *
     * @throws UnreadableEventException if the event is not known, or an upcaster fails or gives no JSON object. It
     *     names class, type, version and event id
     */
    List<StoredEvent> upcast(StoredEvent event);
}
