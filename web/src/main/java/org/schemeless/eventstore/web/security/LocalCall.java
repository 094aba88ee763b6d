/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells calls from this machine from those that others make through it. */
final class LocalCall {

    private static final Set<String> FORWARDING =
            Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    /** Addresses as text; anything else would be asked of a name server. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private LocalCall() {}

    /**
     * Whether the caller is on this machine, no proxy stands between, and the call is meant for this machine: a web page
     * whose name was made to point here (DNS rebinding) still sends that name as Host.
     */
    static boolean isLocal(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && isThisMachine(request.getServerName())
                && Collections.list(request.getHeaderNames()).stream().noneMatch(LocalCall::isForwarding);
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return FORWARDING.contains(name) || name.startsWith("x-forwarded");
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || isLoopback(host);
    }

    private static boolean isLoopback(String text) {
        String address = text.replaceAll("[\\[\\]]|%.*", "");
        try {
            return ADDRESS.matcher(address).matches()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
