/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.operation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.Measurement;
import org.schemeless.eventstore.Measurement.Outcome;

/**
 * The domains that have figures of their own: the first {@value #MOST} that something was stored in since the start.
 * Names that are only asked for, by whomever, make none.
 */
final class DomainLabels {

    static final int MOST = 50;

    /** What stands for several domains, and for those without figures; none is called so. */
    private static final String NONE = "";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    String label(Measurement.Call call) {
        String domain = call.domain();
        if (domain == null) {
            return NONE;
        }
        boolean stored = call.name().equals("append") && call.outcome() == Outcome.DONE;
        if (stored && known.size() < MOST) {
            add(domain);
        }
        return known.contains(domain) ? domain : NONE;
    }

    private synchronized void add(String domain) {
        if (known.size() < MOST) {
            known.add(domain);
        }
    }
}
