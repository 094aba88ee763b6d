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

/** The view with four segments. */
@ApplicationScoped
@Named("view-four")
class FourSegments extends Totals {

    FourSegments() {
        super("four", 4);
    }
}
