/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A command that is carried out once for ever, over all nodes: an append that names it keeps it in the same
 * transaction, and every later append that names it changes nothing and answers as the first.
 *
 * @param scope 1 to {@value Limits#COMMAND} characters: whose commands these are. Equal ids of different scopes have
 *     nothing to do with each other
 * @param id 1 to {@value Limits#COMMAND} characters
 * @param content up to {@value Limits#COMMAND} characters that stand for what the command says, as a hash of it does:
 *     the same id with other content is another command and refused. Empty becomes absent; where it is absent, in what
 *     was kept or in what is asked, nothing is compared
 */
public record Command(String scope, String id, @Nullable String content) implements Serializable {

    /** @throws InvalidEventException if a member is missing or outside its limits */
    public Command {
        Names.required("command.scope", scope, Limits.COMMAND);
        Names.required("command.id", id, Limits.COMMAND);
        content = Names.optional("command.content", content, Limits.COMMAND);
    }
}
