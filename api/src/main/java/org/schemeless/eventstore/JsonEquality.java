/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Equality of JSON values; that of {@link JsonNumber} itself tells 1.0 from 1.00. */
final class JsonEquality {

    private JsonEquality() {}

    static boolean equal(JsonValue a, JsonValue b) {
        if (a instanceof JsonNumber x && b instanceof JsonNumber y) {
            return x.bigDecimalValue().compareTo(y.bigDecimalValue()) == 0;
        }
        if (a instanceof JsonObject x && b instanceof JsonObject y) {
            return x.size() == y.size() && hasMembersOf(y, x);
        }
        if (a instanceof JsonArray x && b instanceof JsonArray y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!equal(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    static boolean hasMembersOf(JsonObject object, JsonObject other) {
        return other.entrySet().stream().allMatch(member -> equalMember(member.getValue(), object, member.getKey()));
    }

    private static boolean equalMember(JsonValue value, JsonObject other, String name) {
        JsonValue counterpart = other.get(name);
        return counterpart != null && equal(value, counterpart);
    }
}
