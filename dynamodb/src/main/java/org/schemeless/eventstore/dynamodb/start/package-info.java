/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What happens before the first request: the settings, the clients, and a table and a bucket that are ready.
 *
 * <p>Invariant: a start that fails says which setting, table or bucket is wrong, and what to do.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Settings, each with what is allowed; a wrong one fails the deployment: {@link SettingsReader}, {@link
 *       SettingValues}, {@link Settings}
 *   <li>The table is created, or its keys and indexes are checked: {@link TableStart}, {@link TableShape}
 *   <li>A table of keys that is gone is not made anew where members are encrypted by its keys: {@link KeysStart}
 *   <li>A table that was used without a log, or without lists, is not read as one that has them: {@link FirstUse}
 *   <li>The bucket is created, or said to be unusable: {@link BucketStart}
 * </ul>
 *
 * <p>Door: {@link SettingsReader}, {@link Preparation}.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb.start;

import org.jspecify.annotations.NullMarked;
