#!/usr/bin/env bash
# Spotless for Maven 3.11.0: a file that two formatters of one configuration look at (here <java>, and a <format> that includes the
# same files) is looked at by the first of them alone. Each goal begins with <formats>; what it finds clean goes into the index of the
# module, which <java> then asks, and passes the file by ("skipped because caching determined they were already clean"). So
# `check` is green on a class that a step of <java> would change; with either formatter alone, or without the index
# (<upToDateChecking>), it is red. Fails if that has changed.
set -euo pipefail
version=3.11.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
printf 'class A {   \n}\n' >src/main/java/A.java

pom() {
    cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>example</artifactId>
  <version>1</version>
  <build>
    <plugins>
      <plugin>
        <groupId>com.diffplug.spotless</groupId>
        <artifactId>spotless-maven-plugin</artifactId>
        <version>$version</version>
        <configuration>
          <java>
            <trimTrailingWhitespace/>
          </java>
          $1
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
XML
}

# Whether the check finds the class to be wrong, as it is.
refused() {
    rm -rf target
    ! mvn -B --no-transfer-progress "com.diffplug.spotless:spotless-maven-plugin:$version:check" >"$work/log" 2>&1 \
        && grep -q 'format violations' "$work/log"
}

other='<formats><format><includes><include>src/**/*.java</include></includes><endWithNewline/></format></formats>'
pom ''
refused && echo "Spotless $version, java alone: refused"
pom "$other<upToDateChecking><enabled>false</enabled></upToDateChecking>"
refused && echo "java and another format without the index: refused"
pom "$other"
if refused; then
    echo "java and another format: refused (that is new)"
    exit 1
fi
grep -q 'BUILD SUCCESS' "$work/log"
echo "java and another format: passed. $(grep -m1 -o 'Spotless.Java.*' "$work/log")"
