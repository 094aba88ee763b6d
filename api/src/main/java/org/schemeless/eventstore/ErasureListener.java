/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

/**
 * A {@link Subscription} that is told of erasures as well, at their place in the log and in the transaction of its
 * batch: what it keeps of the events before, and of that subject, has to go. Who does not listen is given no event of
 * an erasure.
 */
public interface ErasureListener {

    /**
     * A subject was erased. Whoever has kept personal data has kept with them which key they were encrypted by ({@link
     * PersonalMembers#key}).
     *
     * <p>It is told of each event of an erasure that the log has, also of one that an import has brought. One of a time
     * before that of its key takes no key away, and is told of all the same: the members are read still. Who may import
     * can so have a listener delete what it keeps, and nothing of what the store keeps.
     *
     * @param key whose members are gone
     */
    void erased(KeyId key);
}
