/** DynamoDB and S3 on this machine, each in a process of its own. */
@NullMarked
package org.schemeless.eventstore.local;

import org.jspecify.annotations.NullMarked;
