/** Every error of the front end, its own and the container's, as problem details (RFC 9457). */
@NullMarked
package org.schemeless.eventstore.web.problem;

import org.jspecify.annotations.NullMarked;
