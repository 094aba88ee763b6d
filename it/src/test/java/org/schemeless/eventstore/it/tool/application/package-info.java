/**
 * An application beside the store in its WAR, as tests over the wire need it: it writes in transactions and follows the
 * log.
 */
package org.schemeless.eventstore.it.tool.application;
