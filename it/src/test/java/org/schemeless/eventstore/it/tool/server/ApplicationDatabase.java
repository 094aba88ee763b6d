/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.server;

/**
 * The database of an application beside the store: H2 in memory, as an XA data source where the store has no database
 * itself.
 */
public final class ApplicationDatabase {

    private static final String NAME = "jdbc/application";
    private static final String URL = "jdbc:h2:mem:application;DB_CLOSE_DELAY=-1";

    /** For Payara Server and Payara Micro, at their start before deployments. */
    public static final String PAYARA = """
            create-jdbc-connection-pool --datasourceclassname org.h2.jdbcx.JdbcDataSource \
            --restype javax.sql.XADataSource --property URL=x:user=sa:password=sa ApplicationPool
            set resources.jdbc-connection-pool.ApplicationPool.property.URL=%s
            create-jdbc-resource --connectionpoolid ApplicationPool %s
            """.formatted(URL, NAME);

    static final String WILDFLY = """
            <xa-datasource jndi-name="java:jboss/datasources/application" pool-name="application">\
            <xa-datasource-property name="URL">%s</xa-datasource-property><driver>h2</driver>\
            <security user-name="sa" password="sa"/></xa-datasource>""".formatted(URL);

    static final String LIBERTY = """
            <server>
              <dataSource jndiName="%s" type="javax.sql.XADataSource">
                <jdbcDriver libraryRef="driver" javax.sql.XADataSource="org.h2.jdbcx.JdbcDataSource"/>
                <properties URL="%s" user="sa" password="sa"/>
              </dataSource>
            </server>
            """.formatted(NAME, URL);

    private static final String UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="application" transaction-type="JTA">
                %s
                <class>org.schemeless.eventstore.it.tool.deployed.Row</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
                <shared-cache-mode>NONE</shared-cache-mode>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private ApplicationDatabase() {}

    /**
     * The persistence unit {@code application} on the server and with the backend of the run, by the server's own
     * provider.
     */
    public static String unit() {
        boolean beside = !System.getProperty("arquillian.launch").equals("payara-micro")
                || System.getProperty("eventstore.it.backend", "").equals("dynamodb");
        boolean wildfly = System.getProperty("arquillian.launch").equals("wildfly");
        String name = wildfly ? "java:jboss/datasources/application" : NAME;
        return UNIT.formatted(beside ? "<jta-data-source>" + name + "</jta-data-source>" : "");
    }
}
