/**
 * The way to an event store in another application, on the same server or elsewhere: {@link EventStoreClient} on this
 * side, a session bean with {@link RemoteEventStore} on the other, and bytes between them.
 *
 * <p>Bytes, because the object request brokers of Payara and Liberty cannot write records, and because an undeclared
 * exception does not pass all of them as it is. Java's own serialization can do both.
 */
@NullMarked
package org.schemeless.eventstore.client;

import org.jspecify.annotations.NullMarked;
