/**
 * The contract as tests that know no backend and no server. A new backend keeps it when
 * {@link org.schemeless.eventstore.it.contract.EventStoreContract} is green on it, unchanged.
 */
package org.schemeless.eventstore.it.contract;
