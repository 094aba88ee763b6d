package org.schemeless.eventstore.it.deployed;

import java.io.File;
import java.net.URISyntaxException;

/** Finds the libraries of the tests. */
final class Jars {

    private Jars() {}

    /** The JAR that a class comes from. */
    static File of(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
