#!/usr/bin/env bash
# GlassFish 8.0.0 asks the MicroProfile Health checks of an application in the name space of a module of its own: an @EJB field of a
# check is looked up in java:comp/env there, where it is not, and the check counts as DOWN ("Lookup failed for java:comp/env/…").
# The same session bean in the same check by @Inject is found. Needs Java 21 for the server (JAVA_HOME) and the ports of its domain1, on the loopback
# interface. Fails if the answer has changed.
set -euo pipefail
version=8.0.0
work=$(mktemp -d)
asadmin=$work/glassfish8/bin/asadmin
trap '"$asadmin" stop-domain --kill domain1 >"$work/stopped" 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"
export AS_JAVA=$JAVA_HOME

mvn -q -B --no-transfer-progress dependency:copy -Dartifact="org.glassfish.main.distributions:glassfish:$version:zip" -DoutputDirectory="$work"
mvn -q -B --no-transfer-progress dependency:copy -Dartifact=jakarta.platform:jakarta.jakartaee-api:10.0.0 -DoutputDirectory="$work"
mvn -q -B --no-transfer-progress dependency:copy -Dartifact=org.eclipse.microprofile.health:microprofile-health-api:4.0.1 -DoutputDirectory="$work"
unzip -q "glassfish-$version.zip"
domain=glassfish8/glassfish/domains/domain1/config/domain.xml
# nobody but this machine
sed -i -e 's/address="0.0.0.0"/address="127.0.0.1"/g' \
    -e '/<network-listener /{/address=/!s/<network-listener /<network-listener address="127.0.0.1" /}' \
    -e 's/<jms-service [^>]*default-jms-host/<jms-service type="DISABLED" default-jms-host/' "$domain"

mkdir -p check
for by in Ejb Inject; do
    name=By$by
    annotation=$([[ $by == Ejb ]] && echo jakarta.ejb.EJB || echo jakarta.inject.Inject)
    cat >"check/$name.java" <<JAVA
package check;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@Readiness
@ApplicationScoped
public class $name implements HealthCheck {
    @$annotation
    private Probe probe;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("$by").status(probe.answers()).build();
    }
}
JAVA
done
cat >check/Probe.java <<'JAVA'
package check;

import jakarta.ejb.Stateless;

@Stateless
public class Probe {
    public boolean answers() {
        return true;
    }
}
JAVA
mkdir -p war/WEB-INF/classes
javac --release 17 -cp "$(echo ./*.jar | tr ' ' ':')" -d war/WEB-INF/classes check/*.java
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>' >war/WEB-INF/beans.xml
(cd war && jar -cf ../checks.war .)

"$asadmin" start-domain domain1 >started
"$asadmin" deploy checks.war >deployed
answer=$(curl -s http://127.0.0.1:8080/health/ready)
echo "GlassFish $version: $answer"
[[ $answer == *'"name":"Inject","status":"UP"'* ]]
[[ $answer == *'"status":"DOWN"'*'Lookup failed for java:comp/env/'* ]]
