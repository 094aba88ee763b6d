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
        "localhost.evil.example, localhost"
    })
    void others_and_names_of_others_are_not(String address, String host) {
        assertThat(LocalCall.isLocal(request(address, host))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-PROTO", "Via", "X-Real-IP"})
    void what_a_proxy_passed_on_is_not(String header) {
        assertThat(LocalCall.isLocal(request("127.0.0.1", "localhost", "Accept", header)))
                .isFalse();
    }

    @Test
    void other_headers_do_not_matter() {
        assertThat(LocalCall.isLocal(request("127.0.0.1", "localhost", "Accept", "X-Request-Id")))
                .isTrue();
    }

    private static HttpServletRequest request(String address, String host, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                LocalCallTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "getServerName" -> host;
                    case "getHeaderNames" -> Collections.enumeration(List.of(headers));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
