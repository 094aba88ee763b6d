/**
 * The contract as tests that know no backend and no server. Its text is {@code contract.md}, in this JAR.
 *
 * <p>Whoever writes a storage implements {@link org.schemeless.eventstore.tck.StoreFixture}, which says how to reach
 * the store and its transactions, and has classes of tests that implement the suites:
 * {@link org.schemeless.eventstore.tck.EventStoreContract} for events,
 * {@link org.schemeless.eventstore.tck.LogContract} and {@link org.schemeless.eventstore.tck.BatchPositionsContract}
 * for the log, {@link org.schemeless.eventstore.tck.SnapshotsContract} for what is kept beside the events, {@link
 * org.schemeless.eventstore.tck.MessagesContract} where the server has messages. The storage keeps the contract when
 * all of them are green, unchanged. {@link org.schemeless.eventstore.tck.CoreContract} and {@link
 * org.schemeless.eventstore.tck.RepresentativeContract} are what another server could break of them.
 *
 * <p>Each test fails on a store that does nothing; {@code ContractGuardTest} of this module holds that.
 */
package org.schemeless.eventstore.tck;
