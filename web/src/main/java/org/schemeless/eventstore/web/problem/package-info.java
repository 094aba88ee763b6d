/**
 * Every error of the front end, its own and the container's, as problem details (RFC 9457).
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>An error says what was wrong and where, never a stack trace, SQL or the name of a class: {@link ErrorMapper}
 *       for what resources and the store throw, {@link ContainerErrors} for what fails outside of them
 *   <li>What programs look at is the last segment of {@code type}: {@link ProblemType}
 *   <li>No address is taken for the name of another stream: {@link AddressFilter}
 * </ul>
 */
@NullMarked
package org.schemeless.eventstore.web.problem;

import org.jspecify.annotations.NullMarked;
