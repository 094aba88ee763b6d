/**
 * The front of the store for applications: {@link EventStoreService}. It sets ids and times, opens a transaction where
 * the caller has none, repeats what may be repeated, and tells the truth about a lost race. Beside it there is one
 * session bean for each other interface of the API: {@link EventImportService}, {@link SubscriptionsService}, {@link
 * ViewsService} (which also waits for a view that a read wants to have come so far), {@link CatalogueService}, {@link
 * SnapshotsService}, {@link PersonalDataService}.
 *
 * <p>The rooms, of which each knows only those before it ({@code append} and {@code log} do not know each other):
 *
 * <ul>
 *   <li>{@code call}: transactions, retries, errors: what every call goes through
 *   <li>{@code personal}: what stands between the service and the storage, so that personal members are stored sealed
 *   <li>{@code append}: an append on its way to the storage
 *   <li>{@code log}: the sequencer, and reading the log
 *   <li>{@code subscription}: batches of subscriptions
 *   <li>{@code view}: builds of views; it knows neither {@code append} nor {@code log}
 * </ul>
 */
@NullMarked
package org.schemeless.eventstore.service;

import org.jspecify.annotations.NullMarked;
