/**
 * Events as bytes: the store's own JSON and the JSON format of CloudEvents 1.0, in and out, while they are sent.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Numbers keep their digits and members their order: {@link JsonObjectText}, {@link BodyText}
 *   <li>A member of a request that is not known is refused, with its field: {@link EventReader}, {@link
 *       CloudEventReader}, {@link ExpectationReader}, {@link RequestBody}
 *   <li>All servers choose the same format of an answer: {@link Negotiation}, {@link Accept}
 *   <li>Payloads as they were given, of today's versions, or sealed: {@link Payloads}
 *   <li>The mark of a boundary travels as one text: {@link BoundaryMark}
 * </ul>
 */
@NullMarked
package org.schemeless.eventstore.web.format;

import org.jspecify.annotations.NullMarked;
