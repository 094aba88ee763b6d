/**
 * What an event store takes, gives and promises, whoever keeps the events.
 *
 * <p>Values ({@link NewEvent}, {@link StoredEvent}, {@link StreamId}, {@link ExpectedSequence} …) validate themselves:
 * an invalid one cannot exist. Nothing here knows of JPA,
 * AWS or HTTP.
 */
@NullMarked
package org.schemeless.eventstore;

import org.jspecify.annotations.NullMarked;
