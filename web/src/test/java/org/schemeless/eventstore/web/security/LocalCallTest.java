/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost",
        "127.0.0.1, LOCALHOST",
        "127.0.0.53, 127.0.0.1",
        "0:0:0:0:0:0:0:1, [::1]",
        "::1, ::1",
        "0:0:0:0:0:0:0:1%lo, localhost",
        "::ffff:127.0.0.1, localhost"
    })
    void this_machine_is_local(String address, String host) {
        assertThat(LocalCall.isLocal(request(address, host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, localhost",
        "128.0.0.1, localhost",
        "fe80::1, localhost",
        "127.0.0.1, evil.example",
        "127.0.0.1, localhost.evil.example",
        "127.0.0.1, 127.0.0.1.evil.example",
        "127.0.0.1, 127.0.0.1%.evil.example",
        "127.0.0.1, localhost%",
        "127.0.0.1, ::1%25lo",
        "127.0.0.1, [::1%lo]",
        "127.0.0.1, [127.0.0.1",
        "127.0.0.1, 1[27.0.0.1]",
        "127.0.0.1%lo.evil, evil.example",
        "localhost.evil.example, localhost"
    })
    void others_and_names_of_others_are_not(String address, String host) {
        assertThat(LocalCall.isLocal(request(address, host))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-FORWARDED-PROTO",
                "Via",
                "X-Real-IP",
                "X-Cluster-Client-IP",
                "CF-Ray",
                "CF-Connecting-IPv6",
                "Fastly-Client-IP",
                "X-Azure-ClientIP",
                "X-Original-Host",
                "X-Envoy-External-Address",
                "CDN-Loop",
                "X-Amzn-Trace-Id",
                "X-Cloud-Trace-Context",
                "Fly-Client-IP"
            })
    void what_a_proxy_passed_on_is_not(String header) {
        assertThat(LocalCall.isLocal(request("127.0.0.1", "localhost", "Accept", header)))
                .isFalse();
    }

    @Test
    void other_headers_do_not_matter() {
        assertThat(LocalCall.isLocal(request("127.0.0.1", "localhost", "Accept", "X-Request-Id")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, true",
        "127.0.0.1, true",
        "[::1]:8080, true",
        "evil.example, false",
        "localhost:8080.evil.example, false",
        "127.0.0.1%.evil.example, false",
        "localhost|localhost, false",
        "localhost|evil.example, false"
    })
    void the_header_says_so_as_well_and_once(String hosts, boolean local) {
        assertThat(LocalCall.isLocal(request("127.0.0.1", "localhost", List.of(hosts.split("\\|")), List.of())))
                .isEqualTo(local);
    }

    private static HttpServletRequest request(String address, String name, String... headers) {
        return request(address, name, List.of(), List.of(headers));
    }

    private static HttpServletRequest request(String address, String name, List<String> hosts, List<String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                LocalCallTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "getServerName" -> name;
                    case "getHeaders" -> Collections.enumeration(hosts);
                    case "getHeaderNames" -> Collections.enumeration(headers);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
