/**
 * What an operator looks at: whether the store is ready ({@link StoreReadiness}), how it is doing ({@link Metrics},
 * {@link SharedMetrics}, {@link LogHealth}, {@link SubscriptionsHealth}), and what is set ({@link SettingsInForce}).
 */
@NullMarked
package org.schemeless.eventstore.web.operation;

import org.jspecify.annotations.NullMarked;
