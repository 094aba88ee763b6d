-- How far each subscription is in the log. The lock of its row makes sure that one node at a time is at work for it.
-- Lengths are in UTF-16 units here: twice the limit in characters.
CREATE TABLE eventstore_subscription (
    name     VARCHAR(200) NOT NULL PRIMARY KEY,
    position BIGINT       NOT NULL -- the last one it has handled or passed by
);
