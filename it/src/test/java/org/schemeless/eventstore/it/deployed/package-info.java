/** Tests that run inside a server, beside the deployed event store: what they are started with, and what they call. */
package org.schemeless.eventstore.it.deployed;
