/** Appends over HTTP as one would write them without the store: a resource, a session bean, an entity. */
package org.schemeless.eventstore.bench.rivals.hand;
