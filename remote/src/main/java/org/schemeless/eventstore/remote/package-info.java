/** The event store for other applications on the server and for remote clients. */
@NullMarked
package org.schemeless.eventstore.remote;

import org.jspecify.annotations.NullMarked;
