-- MySQL 8 and MariaDB. The binary collation keeps apart what differs in case, accent or form; that it ignores trailing
-- blanks does not matter, since no name may end with one.
CREATE TABLE eventstore_event (
    row_id         BIGINT       NOT NULL AUTO_INCREMENT COMMENT 'order of writing',
    event_id       VARCHAR(64)  NOT NULL,
    domain         VARCHAR(100) NOT NULL,
    identifier     VARCHAR(255) NOT NULL COMMENT 'empty: the stream of the domain itself',
    sequence       BIGINT       NOT NULL COMMENT '1, 2, 3 ... within the stream',
    position       BIGINT       NULL COMMENT 'place in the log of the store; null until it is given',
    type           VARCHAR(200) NOT NULL,
    payload        LONGTEXT     NOT NULL COMMENT 'JSON',
    meta           LONGTEXT     NULL COMMENT 'JSON object',
    correlation_id VARCHAR(64)  NULL,
    causation_id   VARCHAR(64)  NULL,
    created        BIGINT       NOT NULL COMMENT 'microseconds since 1970-01-01T00:00Z',
    PRIMARY KEY (row_id),
    UNIQUE KEY eventstore_event_id (event_id),
    UNIQUE KEY eventstore_stream_sequence (domain, identifier, sequence),
    UNIQUE KEY eventstore_position (position),
    KEY eventstore_correlation (correlation_id),
    KEY eventstore_causation (causation_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row: the last position given. Its lock makes sure that one transaction at a time gives positions.
CREATE TABLE eventstore_log (
    id       INT    NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO eventstore_log (id, position) VALUES (1, 0);
