-- Where a node has given up on a subscription, for other nodes and deployments to see; it holds until the subscription gets past that
-- position. Beside the row of the checkpoint, whose lock a batch of another node may hold.
CREATE TABLE eventstore_subscription_stop (
    name       VARCHAR(100)  NOT NULL PRIMARY KEY,
    position   BIGINT        NOT NULL COMMENT 'what it does not get past',
    event_id   VARCHAR(64)   NULL COMMENT 'what it could not handle, if that was an event',
    event_type VARCHAR(200)  NULL,
    domain     VARCHAR(100)  NULL,
    identifier VARCHAR(255)  NULL,
    cause      VARCHAR(1000) NOT NULL COMMENT 'one line'
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
