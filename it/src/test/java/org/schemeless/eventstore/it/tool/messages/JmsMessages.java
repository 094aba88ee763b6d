/*
 * Copyright the Schemeless Event Store authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at https://www.apache.org/licenses/LICENSE-2.0
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.schemeless.eventstore.it.tool.messages;

import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import org.schemeless.eventstore.tck.Messages;

/** Sends by the context that is injected, as applications do; its queues are its own. */
@Stateless
@Local(Messages.class)
@JMSDestinationDefinition(
        name = JmsMessages.TOLD,
        interfaceName = "jakarta.jms.Queue",
        destinationName = "told",
        properties = "queueName=told")
@JMSDestinationDefinition(
        name = JmsMessages.ORDERS,
        interfaceName = "jakarta.jms.Queue",
        destinationName = "orders",
        properties = "queueName=orders")
public class JmsMessages implements Messages {

    static final String TOLD = "java:app/jms/told";
    static final String ORDERS = "java:app/jms/orders";

    private static final long LONGEST_WAIT = 60_000;

    @Inject
    private JMSContext context;

    @Resource
    private ConnectionFactory connections;

    @Resource(lookup = TOLD)
    private Queue told;

    @Resource(lookup = ORDERS)
    private Queue orders;

    @Override
    public void send(String text) {
        context.createProducer().send(told, text);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<String> takeUntil(String text) {
        List<String> taken = new ArrayList<>();
        try (JMSContext own = connections.createContext();
                JMSConsumer consumer = own.createConsumer(told)) {
            while (true) {
                String next = consumer.receiveBody(String.class, LONGEST_WAIT);
                if (next == null) {
                    throw new IllegalStateException("\"" + text + "\" has not come, but " + taken);
                }
                if (next.equals(text)) {
                    return taken;
                }
                taken.add(next);
            }
        }
    }

    @Override
    public void order(Order order) {
        context.createProducer().send(orders, OrderText.of(order));
    }

    @Override
    public int deliveries(Order order) {
        return OrderReceiver.deliveries(order);
    }
}
