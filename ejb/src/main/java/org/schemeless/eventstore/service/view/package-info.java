/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The views that the store keeps: their builds and what is read of them.
 *
 * <p>Invariant: a state is what the events of its key fold to up to its position; a build is read only when it has come
 * as far as the one before it.
 *
 * <ul>
 *   <li>A segment folds the log in its order, each event once for each key: {@link ViewSubscription}, by what {@code
 *       service.subscription} promises
 *   <li>What is written to tables of the application's is of one build, by what {@code service.subscription} promises:
 *       {@link EntityClass}
 *   <li>A build begins and becomes the one that is read by one commit: {@link ViewBuilds}
 *   <li>It is taken away when nobody is at work at it or reads it: {@link RetiredBuilds}
 * </ul>
 *
 * <p>Doors: {@link ViewBuilds}, and {@code ViewsService} beside it.
 */
@NullMarked
package org.schemeless.eventstore.service.view;

import org.jspecify.annotations.NullMarked;
