/**
 * The relational storage, on the default data source of the server through JPA. One table, one row an event; the unique
 * constraint on domain, identifier and sequence is the last guard of every promise about streams, that on the event id
 * of every promise about identity.
 */
@NullMarked
package org.schemeless.eventstore.jpa;

import org.jspecify.annotations.NullMarked;
