/** What an operator looks at: whether the store is ready, and how it is doing. */
@NullMarked
package org.schemeless.eventstore.web.operation;

import org.jspecify.annotations.NullMarked;
