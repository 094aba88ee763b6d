/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * How far a subscription is, as the storage knows it, on whatever node or in whatever deployment it is at work. Whether
 * anybody is at work for it now the storage does not know.
 *
 * @param position its checkpoint: the last position it has handled or passed by
 * @param lag how many events of the log come after that
 * @param stop where a node has given up; null if none has, if the subscription was restarted, or if some node has got
 *     past it since
 */
public record SubscriptionProgress(
        String name, long position, long lag, @Nullable SubscriptionStop stop) {}
