/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.bench;

import java.util.Map;

/** What each contender did in one round, by name. */
record Round(Map<String, Answer> answers) {

    Answer of(String contender) {
        Answer answer = answers.get(contender);
        if (answer == null) {
            throw new IllegalStateException(contender + " took no part");
        }
        return answer;
    }

    /** What a call takes one, beside what it takes another. */
    double cost(String of, String beside) {
        return of(of).microsPerCall() / of(beside).microsPerCall();
    }

    /** The events a second of one beside those of another. */
    double ratio(String of, String beside) {
        return of(of).eventsPerSecond() / of(beside).eventsPerSecond();
    }
}
