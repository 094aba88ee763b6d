#!/usr/bin/env bash
# Yasson 3.0.5 reads a JSON number that an int cannot have as another one, without a word: 1.5 becomes 1, 12345678901 becomes
# -539222987; in a record, too. A member that is text, as "1.5", is refused. Fails if that has changed.
set -euo pipefail
version=3.0.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse</groupId>
      <artifactId>yasson</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
XML
cat >Read.java <<'JAVA'
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

public class Read {
    public record Counted(int count) {}

    public static void main(String[] arguments) throws Exception {
        try (Jsonb jsonb = JsonbBuilder.create()) {
            for (String number : new String[] {"1.5", "12345678901", "\"1.5\""}) {
                System.out.print(read(jsonb, "{\"count\":" + number + "}") + " ");
            }
        }
    }

    static String read(Jsonb jsonb, String json) {
        try {
            return Integer.toString(jsonb.fromJson(json, Counted.class).count());
        } catch (RuntimeException e) {
            return "refused";
        }
    }
}
JAVA
mvn -q -B --no-transfer-progress dependency:copy-dependencies -DoutputDirectory="$work/lib"
javac -cp 'lib/*' -d . Read.java
read=$(java -cp 'lib/*:.' Read)
echo "Yasson $version: 1.5, 12345678901 and \"1.5\" as an int are $read"
[[ $read == '1 -539222987 refused ' ]]
