/** Messages of an application that uses the store, on servers that have a messaging service. */
package org.schemeless.eventstore.it.messages;
