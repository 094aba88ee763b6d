/**
 * The front of the store for applications: {@link EventStoreService}. It sets ids and times, opens a transaction where
 * the caller has none, repeats what may be repeated, and tells the truth about a lost race.
 */
@NullMarked
package org.schemeless.eventstore.service;

import org.jspecify.annotations.NullMarked;
