/** DynamoDB and S3 on this machine, each in a process of its own, and a proxy that does harm before any server. */
@NullMarked
package org.schemeless.eventstore.local;

import org.jspecify.annotations.NullMarked;
