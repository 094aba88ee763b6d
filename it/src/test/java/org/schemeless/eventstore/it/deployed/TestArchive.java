package org.schemeless.eventstore.it.deployed;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it is shipped, with the tests beside it. */
final class TestArchive {

    private static final File SHIPPED = new File("target", "eventstore.war");

    private TestArchive() {}

    static WebArchive create() {
        return ShrinkWrap.create(ZipImporter.class, "eventstore.war")
                .importFrom(SHIPPED)
                .as(WebArchive.class)
                .addPackages(
                        false,
                        "org.schemeless.eventstore.it",
                        "org.schemeless.eventstore.it.contract",
                        "org.schemeless.eventstore.it.deployed")
                .addAsLibrary(Jars.of(Assertions.class));
    }
}
