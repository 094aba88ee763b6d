/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.log;

import org.jspecify.annotations.Nullable;
import org.schemeless.eventstore.LogFilter;
import org.schemeless.eventstore.web.format.LogFormat;
import org.schemeless.eventstore.web.format.Payloads;

/**
 * What a client wants of the log.
 *
 * @param parameter what {@code after} was given in
 * @param after a position
 * @param until of an earlier answer, whose end is wanted; absent for the end as it is now
 * @param filter which of the events after it
 */
public record Wish(
        LogFormat format,
        String parameter,
        long after,
        @Nullable String until,
        LogFilter filter,
        Payloads payloads) {}
