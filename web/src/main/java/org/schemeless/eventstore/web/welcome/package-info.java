/** What is said where the API does not begin yet. */
@NullMarked
package org.schemeless.eventstore.web.welcome;

import org.jspecify.annotations.NullMarked;
