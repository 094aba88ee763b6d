/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.spi;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.schemeless.eventstore.ViewBuild;
import org.schemeless.eventstore.ViewState;

/**
 * What some events in a row have come to in a segment of a build.
 *
 * @param checkpoint the name of the segment's, which the current transaction has taken
 * @param position of the last of the events: up to it the states are what the log folds to
 * @param isSmallest whether it is one event, so that there is no smaller round
 * @param states to be kept
 * @param removed keys that have no state, whether they had one before or not
 * @param before what {@link ViewStorage#states} gave of all these keys in the same batch
 */
public record ViewRound(
        String checkpoint,
        long position,
        boolean isSmallest,
        ViewBuild build,
        Collection<ViewState> states,
        Set<String> removed,
        Map<String, ViewState> before) {}
