#!/usr/bin/env bash
# openapi-generator 7.25.0 makes a Java client (library native) that does not compile if a schema has a property called java: the
# field of the model takes that name, and a method of the same class says java.util.Locale, which the compiler then looks for in the
# field. The same document with the property called jvm gives a client that compiles. Fails if that has changed.
set -euo pipefail
version=7.25.0
jackson=2.20.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mvn -q -B --no-transfer-progress dependency:copy -Dartifact="org.openapitools:openapi-generator-cli:$version" -DoutputDirectory="$work"
mkdir libraries
for artifact in com.fasterxml.jackson.core:jackson-databind:$jackson com.fasterxml.jackson.core:jackson-core:$jackson \
    com.fasterxml.jackson.core:jackson-annotations:2.20 com.fasterxml.jackson.datatype:jackson-datatype-jsr310:$jackson \
    org.openapitools:jackson-databind-nullable:0.2.7 jakarta.annotation:jakarta.annotation-api:3.0.0; do
    mvn -q -B --no-transfer-progress dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work/libraries"
done

compiles() {
    cat >"$1.yaml" <<YAML
openapi: 3.0.3
info: {title: versions, version: "1"}
paths:
  /info:
    get:
      operationId: info
      responses:
        "200":
          description: The versions.
          content:
            application/json:
              schema: {\$ref: "#/components/schemas/Info"}
components:
  schemas:
    Info:
      type: object
      properties:
        $1: {type: string}
YAML
    java -jar "openapi-generator-cli-$version.jar" generate -i "$1.yaml" -g java -o "$1" \
        --additional-properties=library=native,useJakartaEe=true >"$1.log" 2>&1
    find "$1/src/main/java" -name '*.java' >"$1.files"
    javac --release 17 -nowarn -cp 'libraries/*' -d "$1/classes" @"$1.files" >"$1.errors" 2>&1
}

compiles jvm
echo "openapi-generator $version: a client of a schema with the property jvm compiles"
if compiles java; then
    echo "and so does one with the property java: that has changed" >&2
    exit 1
fi
grep -m 2 'error:' java.errors
