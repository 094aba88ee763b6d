/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What happens before the first statement: the tables by migrations, and what each database, and EclipseLink, must
 * be told.
 *
 * <p>Invariant: a start that fails says what is wrong with the database, without its password. A script that was
 * released is never changed.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>The tables are made and changed by scripts that are applied once: {@link Schema}, {@link FlywayLog}
 *   <li>What a database could break of the contract fails the deployment: isolation, modes, settings: {@link
 *       MySqlStart}, {@link H2Start}
 *   <li>Retries are the service's alone, within its budget: {@link NoOwnRetries}, {@link UnitSession}
 *   <li>With another storage no database is asked for: {@link UnusedDatabase}
 * </ul>
 *
 * <p>Door: {@link Schema}.
 */
@NullMarked
package org.schemeless.eventstore.jpa.start;

import org.jspecify.annotations.NullMarked;
