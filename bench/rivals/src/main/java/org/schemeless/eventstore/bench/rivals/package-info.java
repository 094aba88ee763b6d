/**
 * The ways to keep events that are measured beside each other, inside one server: each is a {@link
 * org.schemeless.eventstore.bench.rivals.Rival}, named by CDI. {@link
 * org.schemeless.eventstore.bench.rivals.BenchServlet} lets one of them work for a while and tells what it did.
 */
@NullMarked
package org.schemeless.eventstore.bench.rivals;

import org.jspecify.annotations.NullMarked;
