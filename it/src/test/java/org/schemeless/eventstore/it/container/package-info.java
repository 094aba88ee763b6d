/** Lets Arquillian run tests inside any of the servers, started as the other tests start them. */
package org.schemeless.eventstore.it.container;
