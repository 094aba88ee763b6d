/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore;

import jakarta.ejb.ApplicationException;

/**
 * A view had not come as far as was asked for in the time that was given: what was read would not have had the event in
 * it. Reading again later may give it; if the view has stopped, its status says at what.
 */
@ApplicationException
public class ViewBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String view;
    private final long position;

    public ViewBehindException(String view, long position, String wanted) {
        super("the view \"" + view + "\" has come to position " + position + ", and not to " + wanted
                + " in the time given: read it again, or look at its status if it has stopped");
        this.view = view;
        this.position = position;
    }

    public String getView() {
        return view;
    }

    /** How far it had come. */
    public long getPosition() {
        return position;
    }
}
