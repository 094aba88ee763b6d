/** What is shipped, looked at as files. */
package org.schemeless.eventstore.it.archives;
