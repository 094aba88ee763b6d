/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

/** The messaging service of an application beside the store, as each distribution brings one. */
public final class ApplicationMessages {

    /** In the server's own process only, the default one of the server; part of a script. */
    static final String WILDFLY = """
            /extension=org.wildfly.extension.messaging-activemq:add
            /subsystem=messaging-activemq:add
            /subsystem=messaging-activemq/server=default:add(security-enabled=false,journal-type=NIO)
            /subsystem=messaging-activemq/server=default/in-vm-connector=in-vm:add(server-id=0)
            /subsystem=messaging-activemq/server=default/in-vm-acceptor=in-vm:add(server-id=0)
            /subsystem=messaging-activemq/server=default/pooled-connection-factory=activemq-ra:add(\
            entries=["java:/JmsXA","java:jboss/DefaultJMSConnectionFactory"],connectors=["in-vm"],transaction=xa)
            /subsystem=ee/service=default-bindings:write-attribute(\
            name=jms-connection-factory,value="java:jboss/DefaultJMSConnectionFactory")
            /subsystem=ejb3:write-attribute(name=default-resource-adapter-name,value="activemq-ra.rar")
            """;

    /** In the server's own process only. */
    static final String LIBERTY = """
            <server>
              <featureManager>
                <feature>messaging-3.1</feature>
                <feature>messagingServer-3.0</feature>
                <feature>messagingClient-3.0</feature>
                <feature>mdb-4.0</feature>
              </featureManager>
              <messagingEngine>
                <queue id="told"/>
                <queue id="orders"/>
              </messagingEngine>
              <wasJmsEndpoint enabled="false"/>
              <jmsConnectionFactory id="DefaultJMSConnectionFactory">
                <properties.wasJms/>
              </jmsConnectionFactory>
              <jmsActivationSpec id="eventstore/tests/OrderReceiver">
                <properties.wasJms/>
              </jmsActivationSpec>
            </server>
            """;

    /** The default connection factory, which a new domain does not have; at the start, before deployments. */
    static final String PAYARA = """
            create-jms-resource --restype jakarta.jms.ConnectionFactory jms/__defaultConnectionFactory
            """;

    private static final String PAYARA_SERVICE = """
            <jms-service type="EMBEDDED" default-jms-host="default_JMS_host">\
            <jms-host name="default_JMS_host" host="127.0.0.1" port="%d" lazy-init="true">\
            <property name="imq.hostname" value="127.0.0.1"/>\
            <property name="imq.portmapper.hostname" value="127.0.0.1"/>\
            <property name="imq.jmx.connector.activelist" value=""/></jms-host></jms-service>""";

    private ApplicationMessages() {}

    /** Whether the run's server has it. */
    public static boolean wanted() {
        return Boolean.getBoolean("eventstore.it.messaging");
    }

    /** Of the domain's configuration; its broker listens to this machine only. */
    static String payaraService(int port) {
        return PAYARA_SERVICE.formatted(port);
    }
}
