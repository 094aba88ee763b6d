/** HTTP in, calls of the service out; HTTP out again. Nothing is decided here. */
@NullMarked
package org.schemeless.eventstore.web;

import org.jspecify.annotations.NullMarked;
