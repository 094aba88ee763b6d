/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Personal members of events: sealed before the storage has them, opened after it has given them.
 *
 * <p>Invariant: no clear text of a personal member goes to a storage, and none is kept here. A key is unwrapped here no
 * longer than its time, and what is over is let go.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Whatever is appended has its personal members sealed by a key that is there when it commits; whatever is read
 *       has them in the clear as long as the key is there: {@link SealingStorage}, {@link EventSeals}
 *   <li>What is sealed is of its event, its place and its key, and nobody can change it or put it elsewhere: {@link
 *       MemberCipher}, {@link AesGcm}
 *   <li>Keys are kept wrapped by a master key, which is changed while the store runs: {@link MasterKeyRing}, {@link
 *       PersonalKeys}
 *   <li>Some time after an erasure no node has the key any more: {@link KeyCache}, {@link PersonalTimer}
 *   <li>An erasure that the log tells of is done, also after a restore: {@link ErasureReplay}
 * </ul>
 *
 * <p>Doors: the {@link Opened} storage, {@link PersonalKeys}, and {@code PersonalDataService} beside it.
 */
@NullMarked
package org.schemeless.eventstore.service.personal;

import org.jspecify.annotations.NullMarked;
