-- Where a node has given up on a subscription, for other nodes and deployments to see; it holds until the subscription gets past that
-- position. Beside the row of the checkpoint, whose lock a batch of another node may hold. Lengths are in UTF-16 units here: twice the
-- limit in characters.
CREATE TABLE eventstore_subscription_stop (
    name       VARCHAR(200)  NOT NULL PRIMARY KEY,
    position   BIGINT        NOT NULL, -- what it does not get past
    event_id   VARCHAR(128),           -- what it could not handle, if that was an event
    event_type VARCHAR(400),
    domain     VARCHAR(200),
    identifier VARCHAR(510),
    cause      VARCHAR(2000) NOT NULL  -- one line
);
