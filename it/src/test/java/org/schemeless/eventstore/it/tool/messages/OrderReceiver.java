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
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.service.EventStoreService;
import org.schemeless.eventstore.tck.Messages;
import org.schemeless.eventstore.tck.Messages.First;
import org.schemeless.eventstore.tck.Messages.Order;

/** Appends what a message orders, in the transaction in which the message is taken. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = JmsMessages.ORDERS),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")
        })
public class OrderReceiver implements MessageListener {

    private static final Map<String, Integer> DELIVERIES = new ConcurrentHashMap<>();

    @EJB
    private EventStoreService store;

    @EJB
    private Messages messages;

    @EJB
    private Aside aside;

    @Resource
    private MessageDrivenContext context;

    static int deliveries(Order order) {
        return DELIVERIES.getOrDefault(order.eventId(), 0);
    }

    @Override
    public void onMessage(Message message) {
        try {
            receive(OrderText.read(message.getBody(String.class)));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void receive(Order order) {
        First first = DELIVERIES.merge(order.eventId(), 1, Integer::sum) == 1 ? order.first() : First.SUCCEEDS;
        if (first == First.APPENDED_AND_ROLLED_BACK) {
            aside.run(() -> append(order));
        } else {
            append(order);
        }
        if (first == First.SUCCEEDS) {
            messages.send(Messages.done(order));
        } else {
            // Open MQ in Payara's own process cannot roll back a message that was taken and another one that was sent
            context.setRollbackOnly();
        }
    }

    private void append(Order order) {
        store.storeEvents(List.of(NewEvent.in(order.stream(), "ordered")
                .id(order.eventId())
                .payload(1)
                .build()));
    }
}
