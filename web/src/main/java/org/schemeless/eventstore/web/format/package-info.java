/** Events as bytes: the store's own JSON and the JSON format of CloudEvents 1.0, in and out, while they are sent. */
@NullMarked
package org.schemeless.eventstore.web.format;

import org.jspecify.annotations.NullMarked;
