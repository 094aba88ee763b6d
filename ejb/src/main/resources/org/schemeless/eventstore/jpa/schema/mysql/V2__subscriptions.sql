-- How far each subscription is in the log. The lock of its row makes sure that one node at a time is at work for it.
CREATE TABLE eventstore_subscription (
    name     VARCHAR(100) NOT NULL PRIMARY KEY,
    position BIGINT       NOT NULL COMMENT 'the last one it has handled or passed by'
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
