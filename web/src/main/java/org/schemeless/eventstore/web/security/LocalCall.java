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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells calls from this machine from those that others make through it. */
public final class LocalCall {

    /** What proxies, load balancers and networks before servers add, each by its documentation. */
    private static final Set<String> FORWARDING = Set.of(
            "cdn-loop", // RFC 8586
            "client-ip",
            "do-connecting-ip",
            "forwarded", // RFC 7239
            "front-end-https",
            "incap-client-ip",
            "proxy-client-ip",
            "true-client-ip",
            "via", // RFC 9110, section 7.6.3
            "wl-proxy-client-ip",
            "x-amz-cf-id",
            "x-amzn-trace-id",
            "x-arr-log-id",
            "x-arr-ssl",
            "x-client-ip",
            "x-cloud-trace-context",
            "x-cluster-client-ip",
            "x-host",
            "x-originating-ip",
            "x-proxyuser-ip",
            "x-real-ip",
            "x-remote-addr",
            "x-remote-ip",
            "x-rewrite-url",
            "x-scheme",
            "x-sucuri-clientip");

    private static final List<String> FORWARDING_FAMILIES = List.of(
            "cf-",
            "cloudfront-",
            "fastly-",
            "fly-",
            "x-akamai-",
            "x-appengine-",
            "x-azure-",
            "x-envoy-",
            "x-forwarded",
            "x-nf-",
            "x-original-",
            "x-vercel-");

    /** Addresses as text; anything else would be asked of a name server. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** A header Host: a name or an IPv4 address, or an IPv6 address in brackets; and a port. */
    private static final Pattern HOST = Pattern.compile("([^\\[\\]:]*|\\[[^\\[\\]]*\\])(:\\d*)?");

    private LocalCall() {}

    /**
     * Whether the caller is on this machine, no proxy stands between, and the call is meant for this machine: a web
     * page whose name was made to point here (DNS rebinding) still sends that name as Host.
     */
    public static boolean isLocal(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        return isLoopback(withoutZone(request.getRemoteAddr()))
                && isThisMachine(request.getServerName())
                && hosts.size() <= 1
                && hosts.stream().allMatch(LocalCall::isHostThisMachine)
                && Collections.list(request.getHeaderNames()).stream().noneMatch(LocalCall::isForwarding);
    }

    private static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return FORWARDING.contains(name) || FORWARDING_FAMILIES.stream().anyMatch(name::startsWith);
    }

    private static boolean isHostThisMachine(String header) {
        Matcher host = HOST.matcher(header.strip());
        return host.matches() && isThisMachine(host.group(1));
    }

    private static boolean isThisMachine(String host) {
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        return host.equalsIgnoreCase("localhost")
                || isLoopback(isBracketed ? host.substring(1, host.length() - 1) : host);
    }

    /**
     * The operating system gives the address of a connection with its interface, as in {@code ::1%lo}; nobody sends
     * that.
     */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static boolean isLoopback(String address) {
        try {
            return ADDRESS.matcher(address).matches()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
