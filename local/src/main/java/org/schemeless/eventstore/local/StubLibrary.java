/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shared object for Linux on x86-64 whose functions only return -1. A program that is linked to a library of this
 * name and these versioned functions, and never calls them, starts with it.
 *
 * <p>The file has what the dynamic loader reads and nothing else: no sections. The format is that of the System V ABI
 * (gABI, chapters 4 and 5), the versions of symbols that of the Linux Standard Base (Core, symbol versioning).
 */
final class StubLibrary {

    private static final int PAGE = 0x1000;
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int SYMBOL = 24;
    private static final int VERSION = 28;
    private static final int VERSION_ENTRY = 20;

    private static final short SHARED_OBJECT = 3;
    private static final short X86_64 = 62;
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int STACK = 0x6474e551;
    private static final int EXECUTE = 1;
    private static final int WRITE = 2;
    private static final int READ = 4;

    /** mov rax, -1; ret */
    private static final byte[] RETURN_MINUS_ONE = {0x48, (byte) 0xc7, (byte) 0xc0, -1, -1, -1, -1, (byte) 0xc3};

    private final String name;
    private final Map<String, List<String>> functions;
    private final Strings strings = new Strings();

    private StubLibrary(String name, Map<String, List<String>> functions) {
        this.name = name;
        this.functions = functions;
    }

    /**
     * The file.
     *
     * @param name the library's, which programs name in DT_NEEDED
     * @param functions the names of its functions, by their version
     */
    static byte[] of(String name, Map<String, List<String>> functions) {
        return new StubLibrary(name, functions).bytes();
    }

    private byte[] bytes() {
        int itself = strings.offset(name);
        int code = HEADER + 4 * PROGRAM_HEADER;
        int hashes = code + RETURN_MINUS_ONE.length;
        ByteBuffer hashTable = hashTable();
        int symbols = aligned(hashes + hashTable.limit(), 8);
        ByteBuffer symbolTable = symbolTable(code);
        int indices = symbols + symbolTable.limit();
        ByteBuffer versionIndices = versionIndices();
        int versions = aligned(indices + versionIndices.limit(), 4);
        ByteBuffer versionDefinitions = versionDefinitions();
        int texts = versions + versionDefinitions.limit();
        byte[] text = strings.bytes();
        int end = texts + text.length;
        int dynamic = aligned(end, PAGE);
        ByteBuffer dynamicSection = numbers(
                List.of(14L, (long) itself), // DT_SONAME
                List.of(4L, (long) hashes), // DT_HASH
                List.of(5L, (long) texts), // DT_STRTAB
                List.of(10L, (long) text.length), // DT_STRSZ
                List.of(6L, (long) symbols), // DT_SYMTAB
                List.of(11L, (long) SYMBOL), // DT_SYMENT
                List.of(0x6ffffff0L, (long) indices), // DT_VERSYM
                List.of(0x6ffffffcL, (long) versions), // DT_VERDEF
                List.of(0x6ffffffdL, 1L + functions.size()), // DT_VERDEFNUM
                List.of(0L, 0L));

        ByteBuffer file = buffer(dynamic + dynamicSection.limit());
        file.put(header());
        file.put(programHeader(LOAD, READ | EXECUTE, 0, end, PAGE));
        file.put(programHeader(LOAD, READ | WRITE, dynamic, dynamicSection.limit(), PAGE));
        file.put(programHeader(DYNAMIC, READ | WRITE, dynamic, dynamicSection.limit(), 8));
        file.put(programHeader(STACK, READ | WRITE, 0, 0, 16));
        file.put(RETURN_MINUS_ONE);
        file.position(hashes).put(hashTable);
        file.position(symbols).put(symbolTable);
        file.position(indices).put(versionIndices);
        file.position(versions).put(versionDefinitions);
        file.position(texts).put(text);
        file.position(dynamic).put(dynamicSection);
        return file.array();
    }

    private static ByteBuffer header() {
        ByteBuffer header = buffer(HEADER);
        header.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16); // 64 bits, little endian
        header.putShort(SHARED_OBJECT).putShort(X86_64).putInt(1);
        header.putLong(0).putLong(HEADER).putLong(0).putInt(0); // no entry point, program headers, no sections
        header.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 4);
        return header.rewind();
    }

    private static ByteBuffer programHeader(int type, int flags, long place, long size, long alignment) {
        ByteBuffer header = buffer(PROGRAM_HEADER);
        header.putInt(type).putInt(flags).putLong(place).putLong(place).putLong(place);
        header.putLong(size).putLong(size).putLong(alignment);
        return header.rewind();
    }

    /** One bucket, whose chain has all functions. */
    private ByteBuffer hashTable() {
        int count = (int) functions.values().stream().mapToLong(List::size).sum();
        ByteBuffer table = buffer(4 * (2 + 1 + count + 1));
        table.putInt(1).putInt(count + 1).putInt(count).putInt(0);
        for (int symbol = 1; symbol <= count; symbol++) {
            table.putInt(symbol - 1);
        }
        return table.rewind();
    }

    private ByteBuffer symbolTable(long code) {
        List<String> names = new ArrayList<>();
        functions.values().forEach(names::addAll);
        ByteBuffer table = buffer(SYMBOL * (1 + names.size())).position(SYMBOL);
        for (String function : names) {
            table.putInt(strings.offset(function));
            table.put((byte) 0x12).put((byte) 0).putShort((short) 1); // a global function, defined here
            table.putLong(code).putLong(RETURN_MINUS_ONE.length);
        }
        return table.rewind();
    }

    /** Versions of functions are numbered from 2, since 1 is the library itself. */
    private ByteBuffer versionIndices() {
        List<Short> indices = new ArrayList<>(List.of((short) 0));
        short version = 2;
        for (List<String> names : functions.values()) {
            for (int i = 0; i < names.size(); i++) {
                indices.add(version);
            }
            version++;
        }
        ByteBuffer table = buffer(2 * indices.size());
        indices.forEach(table::putShort);
        return table.rewind();
    }

    private ByteBuffer versionDefinitions() {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(functions.keySet());
        ByteBuffer table = buffer(VERSION * names.size());
        for (int i = 0; i < names.size(); i++) {
            boolean itself = i == 0;
            boolean last = i == names.size() - 1;
            table.putShort((short) 1).putShort((short) (itself ? 1 : 0)).putShort((short) (i + 1));
            table.putShort((short) 1)
                    .putInt(hash(names.get(i)))
                    .putInt(VERSION_ENTRY)
                    .putInt(last ? 0 : VERSION);
            table.putInt(strings.offset(names.get(i))).putInt(0);
        }
        return table.rewind();
    }

    /** The hash of the System V ABI. */
    private static int hash(String text) {
        int hash = 0;
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash << 4) + b;
            int high = hash & 0xf0000000;
            hash = (hash ^ (high >>> 24)) & ~high;
        }
        return hash;
    }

    @SafeVarargs
    private static ByteBuffer numbers(List<Long>... rows) {
        ByteBuffer table = buffer(16 * rows.length);
        for (List<Long> row : rows) {
            row.forEach(table::putLong);
        }
        return table.rewind();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int aligned(int place, int alignment) {
        return (place + alignment - 1) / alignment * alignment;
    }

    /** A table of strings, each ended by a zero; the first is empty. */
    private static final class Strings {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Strings() {
            bytes.write(0);
        }

        /** Adds a string and tells its place. */
        int offset(String text) {
            int offset = bytes.size();
            bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            bytes.write(0);
            return offset;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
