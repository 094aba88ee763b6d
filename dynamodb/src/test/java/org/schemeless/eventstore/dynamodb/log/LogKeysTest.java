/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schemeless.eventstore.dynamodb.table.BatchToken;
import org.schemeless.eventstore.dynamodb.table.Keys;
import org.schemeless.eventstore.dynamodb.table.Values;

class LogKeysTest {

    @Test
    void a_bucket_ends_with_the_last_of_its_ten_thousand_positions() {
        assertThat(LogKeys.bucket(1)).isEqualTo(LogKeys.bucket(10_000)).isNotEqualTo(LogKeys.bucket(10_001));
        assertThat(LogKeys.bucketEnd(1)).isEqualTo(10_000);
        assertThat(LogKeys.bucketEnd(10_000)).isEqualTo(10_000);
        assertThat(LogKeys.bucketEnd(10_001)).isEqualTo(20_000);
    }

    @Test
    void pending_appends_have_places_of_their_own_that_a_number_of_38_digits_holds() {
        var keys = IntStream.range(0, 1_000)
                .mapToObj(i -> LogKeys.pending(BatchToken.next()))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys).allSatisfy(key -> assertThat(key.get(Keys.SORT).n()).hasSizeLessThanOrEqualTo(38));
        assertThat(keys).extracting(key -> Values.text(key, Keys.PARTITION)).containsAll(LogKeys.shards());
    }
}
