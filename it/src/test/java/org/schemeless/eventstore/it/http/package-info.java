/** The HTTP front end over the wire, by a client that knows the contract and no class of the implementation. */
package org.schemeless.eventstore.it.http;
