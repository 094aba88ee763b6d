/** What only the relational storage has: snapshots, locks, a pool of connections, a database that goes away. */
package org.schemeless.eventstore.it.relational;
