/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a storage implements, and what the service and a storage say to each other; not for applications.
 *
 * <p>The door is {@link EventStorage}, and beside it {@link Checkpoints}, {@link SnapshotStorage}, {@link ViewStorage}
 * and {@link SubjectKeys}: a storage is a bean of each, chosen by its {@link StorageName} unless it is the default.
 * {@link MasterKeys} is what keys can be wrapped by. The service checks what comes in, completes it, opens transactions
 * and repeats; a storage keeps one attempt atomic, and tells truthfully why it failed. {@link Append} holds what all
 * storages have to find out about a batch in the same way, so that none of them can answer otherwise than the others.
 */
@NullMarked
package org.schemeless.eventstore.spi;

import org.jspecify.annotations.NullMarked;
