/**
 * Who may call: nobody but this machine until credentials are configured, then who has one of the roles.
 *
 * <p>What is promised, and the classes that keep it:
 *
 * <ul>
 *   <li>Who calls is known before anything else is said: {@link Authentication}, {@link LocalCall}, {@link Token}
 *   <li>A resource method serves who has its role: {@link Requires}, {@link Authorization}
 *   <li>Nothing of a log-in outlives its request: {@link LogInTrace}
 *   <li>Pages of other origins call only if they are configured: {@link CrossOrigin}
 * </ul>
 */
@NullMarked
package org.schemeless.eventstore.web.security;

import org.jspecify.annotations.NullMarked;
