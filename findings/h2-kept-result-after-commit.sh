#!/usr/bin/env bash
# H2 2.2.224 keeps the result of a query with its statement (OPTIMIZE_REUSE_RESULTS) and takes one that was gathered while a
# transaction committed for the newest: a connection that asks the same again is given less than was committed before it asked, until
# the table is written to again. One writer in auto-commit, six readers with a prepared statement each: thousands of old answers within
# seconds. Without that setting there are none, nor in 2.3.232 and later.
set -euo pipefail
versions="2.2.224 2.3.232 2.4.240"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >Kept.java <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

public class Kept {
    static final String URL = "jdbc:h2:mem:kept;DB_CLOSE_DELAY=-1";
    static final int ROWS = 5_000;
    static final AtomicLong committed = new AtomicLong();
    static final AtomicLong old = new AtomicLong();

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(URL)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (n BIGINT PRIMARY KEY)");
                statement.execute("SET OPTIMIZE_REUSE_RESULTS " + arguments[0]);
            }
            Thread[] readers = new Thread[6];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = new Thread(Kept::read);
                readers[i].start();
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                for (long row = 1; row <= ROWS; row++) {
                    insert.setLong(1, row);
                    insert.executeUpdate();
                    committed.set(row);
                }
            }
            for (Thread reader : readers) {
                reader.join();
            }
        }
        System.out.println(old);
    }

    static void read() {
        try (Connection connection = DriverManager.getConnection(URL);
                PreparedStatement query = connection.prepareStatement("SELECT MAX(n) FROM t WHERE n > ?")) {
            query.setLong(1, 0);
            while (committed.get() < ROWS) {
                long before = committed.get();
                try (ResultSet result = query.executeQuery()) {
                    result.next();
                    if (result.getLong(1) < before) {
                        old.incrementAndGet();
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
JAVA
for version in $versions; do
    mvn -q -B dependency:copy -Dartifact="com.h2database:h2:$version" -DoutputDirectory="$work"
done
javac -d . Kept.java
for version in $versions; do
    kept=$(java -cp "h2-$version.jar:." Kept 1)
    anew=$(java -cp "h2-$version.jar:." Kept 0)
    echo "H2 $version: $kept old answers with kept results, $anew without"
    [[ $anew == 0 ]]
    if [[ $version == 2.2.224 ]]; then [[ $kept -gt 0 ]]; else [[ $kept == 0 ]]; fi
done
