/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Follows the log for clients over HTTP: sends it to each as fast as that one takes it, to its end or for ever.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Each gets first what it has missed, then what comes, in the order of positions, each event once; one that takes
 *       nothing costs a page of memory and no thread: {@link LogClient}, which writes by {@link Output}
 *   <li>All are woken after an append of this node, and each second for those of others: {@link LogClients}
 *   <li>However many follow, the end of the log is looked for once: {@link LogTail}
 *   <li>Followers leave connections to the writers: {@link BoundedExecutor}
 * </ul>
 */
@NullMarked
package org.schemeless.eventstore.web.log;

import org.jspecify.annotations.NullMarked;
