/**
 * The benchmark's command: starts MySQL, DynamoDB Local and the server with the store and its rivals, lets them work in
 * turn, and tells medians, ratios and targets as a table and as a chart.
 */
@NullMarked
package org.schemeless.eventstore.bench;

import org.jspecify.annotations.NullMarked;
