/**
 * The relational storage, on the default data source of the server through JPA. One row an event; the unique
 * constraint on domain, identifier and sequence is the last guard of every promise about streams, that on the event id
 * of every promise about identity.
 *
 * <p>The rooms, of which each knows only those before it ({@code positions} knows {@code table} alone):
 *
 * <ul>
 *   <li>{@code table}: connections, and what errors of databases mean
 *   <li>{@code read}: streams, events, look-ups, the log
 *   <li>{@code append}: the write, with and without a transaction; lost races
 *   <li>{@code positions}: the order of the log
 *   <li>{@code start}: migrations, and what each database must be told
 * </ul>
 *
 * <p>{@link JpaEventStorage} is the door, {@link JpaCheckpoints} keeps how far subscriptions are, {@link JpaSnapshots}
 * the states of streams, {@link JpaViewStorage} views, {@link JpaSubjectKeys} the keys of subjects.
 */
@NullMarked
package org.schemeless.eventstore.jpa;

import org.jspecify.annotations.NullMarked;
