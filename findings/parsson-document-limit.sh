#!/usr/bin/env bash
# Parsson 1.1.9 no longer reads a JSON document of more than 15,000,000 characters by itself, which 1.1.7 did: one long string is
# enough. org.eclipse.parsson.maxParsingLimit on the factory lifts it. Fails if that has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >Read.java <<'JAVA'
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Map;

public class Read {
    public static void main(String[] arguments) {
        String text = "\"" + "x".repeat(16_000_000) + "\"";
        System.out.println(read(text, Map.of()) + " " + read(text, Map.of("org.eclipse.parsson.maxParsingLimit", 20_000_000)));
    }

    static String read(String text, Map<String, ?> settings) {
        try (JsonParser parser = Json.createParserFactory(settings).createParser(new StringReader(text))) {
            parser.next();
            return parser.getString().length() + " characters";
        } catch (RuntimeException e) {
            return "refused (" + e.getMessage() + ")";
        }
    }
}
JAVA
for version in 1.1.7 1.1.9; do
    mvn -B -q dependency:copy -Dartifact=org.eclipse.parsson:parsson:$version "-DoutputDirectory=$work/$version" </dev/null
    mvn -B -q dependency:copy -Dartifact=jakarta.json:jakarta.json-api:2.1.3 "-DoutputDirectory=$work/$version" </dev/null
    echo "Parsson $version, by itself and with the limit lifted: $(java -cp "$version/*" Read.java)" | tee -a seen
done
grep -q '^Parsson 1.1.7.*: 16000000 characters 16000000 characters$' seen
grep -q '^Parsson 1.1.9.*: refused (.*) 16000000 characters$' seen
