/**
 * The storage on DynamoDB, with S3 for what does not fit in an item. One job: the {@link
 * org.schemeless.eventstore.spi.EventStorage} contract on these services.
 *
 * <p>What makes a batch atomic at any size (proof in docs/adr/0010-dynamodb-write.md):
 *
 * <ul>
 *   <li>Readers show the events up to the version in the stream's head, and nothing above; so with the pointers of a
 *       tag (docs/adr/0063-boundaries-on-dynamodb.md).
 *   <li>A version moves in a transaction that finds the head free, or fenced by the very batch that moves it.
 *   <li>An event item is created only where there is none, and is deleted only if its batch can no longer commit.
 *   <li>An event id has one item of its own in the store, created together with the event.
 * </ul>
 *
 * <p>What gives all of it one order (proof in docs/adr/0011-dynamodb-log.md): every commit puts a pending append, and
 * the sequencer moves these, round by round, to the positions of the log.
 *
 * <p>The rooms, of which each knows only those before it ({@code fence} and {@code log} do not know each other;
 * {@code append} and {@code start} neither):
 *
 * <ul>
 *   <li>{@code table}: requests, keys, repetition
 *   <li>{@code stream}: heads, events, ids, pointers of tags, objects in S3
 *   <li>{@code fence}: batches that are being written, or have died
 *   <li>{@code log}: positions
 *   <li>{@code links}: look-ups by causation and correlation id
 *   <li>{@code key}: the keys of subjects, in a table of their own; it knows {@code table} and {@code stream} alone
 *   <li>{@code append}: the write, atomic at any size; JTA transactions
 *   <li>{@code view}: the views that the store keeps, in a table of their own; it knows {@code table} and {@code
 *       stream} alone, and no other room knows it
 *   <li>{@code start}: settings, tables, bucket
 * </ul>
 *
 * <p>{@link DynamoDbEventStorage} is the door, {@link Assembly} puts the rooms together, {@link
 * DynamoDbCheckpoints} keeps how far subscriptions are, {@link DynamoDbSnapshots} the states of streams, {@link
 * DynamoDbViewStorage} views, each round of which is one
 * transaction with its checkpoint (docs/adr/0065-views-on-dynamodb.md), {@link DynamoDbSubjectKeys} the keys of
 * subjects (docs/adr/0074-keys-on-dynamodb.md), {@link KmsMasterKeys} wraps them.
 */
@NullMarked
package org.schemeless.eventstore.dynamodb;

import org.jspecify.annotations.NullMarked;
