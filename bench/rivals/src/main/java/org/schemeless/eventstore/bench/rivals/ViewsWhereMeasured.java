/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench.rivals;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;

/** Has views only where they are measured: elsewhere they would follow what others append. */
public class ViewsWhereMeasured implements Extension {

    void look(@Observes ProcessAnnotatedType<? extends Totals> type) {
        if (!Boolean.getBoolean("bench.views")) {
            type.veto();
        }
    }
}
