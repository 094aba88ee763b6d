/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import com.github.f4b6a3.ulid.Ulid;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the log: its head, the items that hold positions, and the appends that have no positions yet. No other
 * partition begins with these letters.
 */
public final class LogKeys {

    /** Positions of one partition of the log. */
    static final long BUCKET = 10_000;

    /** Pending appends are spread over so many partitions, each of which takes some 300 appends a second. */
    private static final int SHARDS = 4;

    /**
     * Room for the random part of a token behind the time in front of it; with both a number has 38 digits, the most
     * there are.
     */
    private static final BigInteger TIME = BigInteger.TEN.pow(25);

    private LogKeys() {}

    public static Map<String, AttributeValue> head() {
        return Map.of(Keys.PARTITION, Values.text("l:"), Keys.SORT, Values.number(Keys.HEAD));
    }

    /** Items of the log have their last position as sort key: what holds a position is the first at or after it. */
    static Map<String, AttributeValue> item(long last) {
        return Map.of(Keys.PARTITION, Values.text(bucket(last)), Keys.SORT, Values.number(last));
    }

    static String bucket(long position) {
        return "l:" + (position - 1) / BUCKET;
    }

    /** The last position of the partition that holds this one. */
    static long bucketEnd(long position) {
        return ((position - 1) / BUCKET + 1) * BUCKET;
    }

    /**
     * Where the pending append of this batch is. Numbers of different tokens differ; they grow with the clocks of the
     * writers, so that what waits longest is usually met first, and nothing else depends on that.
     */
    static Map<String, AttributeValue> pending(BatchToken token) {
        int shard =
                random(Ulid.from(token.text())).mod(BigInteger.valueOf(SHARDS)).intValue();
        return Map.of(
                Keys.PARTITION,
                Values.text(shard(shard)),
                Keys.SORT,
                AttributeValue.fromN(place(token).toString()));
    }

    /** Its place in its shard. */
    static BigInteger place(BatchToken token) {
        Ulid ulid = Ulid.from(token.text());
        return BigInteger.valueOf(ulid.getTime()).multiply(TIME).add(random(ulid));
    }

    private static BigInteger random(Ulid ulid) {
        return new BigInteger(1, ulid.toBytes(), 6, 10);
    }

    static List<String> shards() {
        return IntStream.range(0, SHARDS).mapToObj(LogKeys::shard).toList();
    }

    private static String shard(int number) {
        return "p:" + number;
    }
}
