/**
 * HTTP in, calls of the service out; HTTP out again. Nothing is decided here. The resources are in this package, one
 * for each first part of an address.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>What an append or a read expects by its headers, If-Match and If-None-Match: {@link Precondition}, {@link
 *       ReadCondition}, {@link PageTag}
 *   <li>An append and its answer: {@link Appending}, which {@link StreamEvents} and {@link EventsResource} call
 *   <li>Limits of a page, and addresses that are right behind a proxy: {@link PageBounds}, {@link Links}
 *   <li>The log, by pages, to its end, and live, resumed by Last-Event-ID: {@link LogResource}
 *   <li>A parameter that a call does not know is refused: {@link KnownParameters}
 *   <li>A body that is too large is refused, and all that are in memory at once have a bound: {@link BodyLimit},
 *       {@link BodyMemory}
 * </ul>
 *
 * <p>The rooms, of which none knows the resources: {@code problem}; {@code request}; {@code security}, which knows
 * {@code problem}; {@code format}, which knows {@code problem} and {@code request}; {@code log}, which knows {@code
 * problem} and {@code format}; {@code operation} and {@code welcome}, which know {@code security}; {@code page}.
 */
@NullMarked
package org.schemeless.eventstore.web;

import org.jspecify.annotations.NullMarked;
