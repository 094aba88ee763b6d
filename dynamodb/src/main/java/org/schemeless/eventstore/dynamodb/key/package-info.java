/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The keys of subjects, by which personal members of events are encrypted, in a table of their own.
 *
 * <p>Invariant: an event is committed only while all keys are there that encrypt members of it, and a subject has one
 * key at most. No key is kept that could be read without its master key.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>A key and that its subject has it come and go by one commit: {@link KeyItems}, {@link KeyItem}
 *   <li>A key goes before a commit of events with members encrypted by it, or after it, never between what the commit
 *       found and what it did: {@link KeyGuard}
 *   <li>The events of a key are found whatever their number, none before it is committed: {@link KeyUses}
 * </ul>
 *
 * <p>Door: {@link KeyItems}, {@link KeyGuard}, {@link KeyUses}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.key;

import org.jspecify.annotations.NullMarked;
