/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.StreamId;

/** Nothing is personal data. */
@ApplicationScoped
@Named("in-the-clear")
class InTheClear extends Persons {

    InTheClear() {
        super("clear");
    }

    @Override
    NewEvent.Builder marked(NewEvent.Builder event, StreamId person) {
        return event;
    }
}
