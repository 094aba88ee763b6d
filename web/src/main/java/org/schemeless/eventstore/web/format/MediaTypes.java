/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.format;

/**
 * The media types of CloudEvents in structured mode (HTTP protocol binding 1.0, sections 3.2 and 3.3), and of JSON by
 * lines.
 */
public final class MediaTypes {

    public static final String CLOUDEVENT = "application/cloudevents+json";

    public static final String CLOUDEVENTS = "application/cloudevents-batch+json";

    public static final String NDJSON = "application/x-ndjson";

    private MediaTypes() {}
}
