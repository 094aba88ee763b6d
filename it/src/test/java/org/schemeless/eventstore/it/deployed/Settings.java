package org.schemeless.eventstore.it.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server settings that are shipped, and room for those made of them. */
final class Settings {

    private static final Path SHIPPED = Path.of("..", "src", "main", "payara");
    private static final Path MADE = Path.of("target", "deployed").toAbsolutePath();

    private Settings() {}

    static String shipped(String file) throws IOException {
        return Files.readString(SHIPPED.resolve(file));
    }

    static Path newDirectory(String name) throws IOException {
        Files.createDirectories(MADE);
        return Files.createTempDirectory(MADE, name + "-");
    }
}
