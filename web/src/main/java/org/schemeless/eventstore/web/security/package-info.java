/** Who may call: nobody but this machine until credentials are configured, then who has one of the roles. */
@NullMarked
package org.schemeless.eventstore.web.security;

import org.jspecify.annotations.NullMarked;
