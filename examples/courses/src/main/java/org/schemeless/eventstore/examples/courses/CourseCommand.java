/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.examples.courses;

/** What somebody wants. */
public sealed interface CourseCommand {

    String course();

    record Open(String course, int seats) implements CourseCommand {}

    record Join(String course, String student) implements CourseCommand {}

    record Leave(String course, String student) implements CourseCommand {}
}
