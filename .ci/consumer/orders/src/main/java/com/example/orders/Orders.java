package com.example.orders;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.util.List;
import org.schemeless.eventstore.ExpectedSequence;
import org.schemeless.eventstore.NewEvent;
import org.schemeless.eventstore.EventStore;

/** What an application does with the store at least. */
@Stateless
public class Orders {

    @EJB
    private EventStore store;

    public void place(String order, String article) {
        NewEvent placed = NewEvent.in("order", order, "placed").payload(article).build();
        store.storeEvents(List.of(placed), ExpectedSequence.noStream());
    }
}
