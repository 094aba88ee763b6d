/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.dynamodb.table;

import java.util.Map;
import org.schemeless.eventstore.KeyId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One operation of a transaction.
 *
 * @param subject what it is about, and so what it means if its condition fails
 * @param bytes what it adds to the size of the transaction
 */
public record Operation(Subject subject, TransactWriteItem write, long bytes) {

    sealed interface Subject {}

    /** This head. */
    public record OfHead(HeadKey head) implements Subject {}

    /** An item that this head counts: an event of its stream, or a pointer of its tag. */
    public record OfCounted(HeadKey head) implements Subject {}

    /** The item of this event id. */
    public record OfId(String eventId) implements Subject {}

    /** The decision on the batch. */
    public record OfDecision() implements Subject {}

    /** The item of a command. */
    public record OfCommand() implements Subject {}

    /** A key that encrypts members of events. */
    public record OfKey(KeyId key) implements Subject {}

    /** That an event has members encrypted by a key. */
    public record OfKeyUse() implements Subject {}

    /** A view, a state of it, or the checkpoint of one of its segments. */
    public record OfView() implements Subject {}

    /** An item of the log. */
    public record OfLog() implements Subject {}

    /**
     * An operation whose condition did not hold.
     *
     * @param old the item it met, empty if there was none
     */
    public record Failed(Subject subject, Map<String, AttributeValue> old) {}
}
