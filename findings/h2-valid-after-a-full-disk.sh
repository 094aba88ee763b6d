#!/usr/bin/env bash
# H2 closes a database whose file cannot be written, as on a full disk. Its open connections then still say that they are valid
# (Connection.isValid, which pools ask), while each query on them fails with 90098; a new connection opens the database at once. But
# a pool that tries them by a query makes it worse up to 2.4: H2 then forgets the database that was opened anew, and the next connection
# is told that the file is in use (90020). The limit of a process on the size of its files stands for the full disk.
set -euo pipefail
versions="2.2.224 2.5.252"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >Full.java <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

public class Full {
    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:h2:file:./full;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        Connection pooled = DriverManager.getConnection(url);
        Connection other = DriverManager.getConnection(url);
        try (Statement statement = pooled.createStatement()) {
            statement.execute("CREATE TABLE t (x CLOB)");
            for (int i = 0; i < 100; i++) {
                statement.execute("INSERT INTO t VALUES (REPEAT('" + i + "', 200000))");
            }
        } catch (SQLException e) {
            System.out.println("full " + e.getErrorCode());
        }
        System.out.println("valid " + pooled.isValid(1));
        try (Statement statement = pooled.createStatement()) {
            statement.executeQuery("SELECT COUNT(*) FROM DUAL");
        } catch (SQLException e) {
            System.out.println("query " + e.getErrorCode());
        }
        try (Connection fresh = DriverManager.getConnection(url); Statement statement = fresh.createStatement()) {
            statement.executeQuery("SELECT COUNT(*) FROM t");
            System.out.println("new connection works");
            try (Statement old = other.createStatement()) {
                old.executeQuery("SELECT COUNT(*) FROM DUAL");
            } catch (SQLException e) {
                System.out.println("query " + e.getErrorCode());
            }
            try (Connection next = DriverManager.getConnection(url)) {
                System.out.println("next connection works");
            } catch (SQLException e) {
                System.out.println("next connection " + e.getErrorCode());
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
JAVA
for version in $versions; do
    mvn -q -B dependency:copy -Dartifact="com.h2database:h2:$version" -DoutputDirectory="$work"
done
javac -d . Full.java
for version in $versions; do
    rm -f full.*
    seen=$(ulimit -S -f 4096; java -cp "h2-$version.jar:." Full | tr '\n' ';')
    echo "H2 $version: $seen"
    next=$([[ $version == 2.2.224 ]] && echo 90020 || echo works)
    [[ $seen == "full 50000;valid true;query 90098;new connection works;query 90098;next connection $next;" ]]
done
