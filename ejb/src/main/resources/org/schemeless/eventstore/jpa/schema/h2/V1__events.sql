-- H2. Lengths are in UTF-16 units here: twice the limit in characters.
CREATE TABLE eventstore_event (
    row_id         BIGINT       NOT NULL GENERATED ALWAYS AS IDENTITY,
    event_id       VARCHAR(128) NOT NULL,
    domain         VARCHAR(200) NOT NULL,
    identifier     VARCHAR(510) NOT NULL, -- empty: the stream of the domain itself
    sequence       BIGINT       NOT NULL, -- 1, 2, 3 ... within the stream
    position       BIGINT,                -- place in the log of the store; null until it is given
    type           VARCHAR(400) NOT NULL,
    payload        CLOB         NOT NULL, -- JSON
    meta           CLOB,                  -- JSON object
    correlation_id VARCHAR(128),
    causation_id   VARCHAR(128),
    created        BIGINT       NOT NULL, -- microseconds since 1970-01-01T00:00Z
    CONSTRAINT eventstore_event_pk PRIMARY KEY (row_id),
    CONSTRAINT eventstore_event_id UNIQUE (event_id),
    CONSTRAINT eventstore_stream_sequence UNIQUE (domain, identifier, sequence),
    CONSTRAINT eventstore_position UNIQUE (position)
);

-- H2 reads an index in one direction only: without this one the last sequence would cost the length of the stream.
CREATE INDEX eventstore_head ON eventstore_event (domain, identifier, sequence DESC);
-- Nor does it add the primary key to other indexes: this one finds the rows without position, in the order of writing.
CREATE INDEX eventstore_unnumbered ON eventstore_event (position, row_id);
CREATE INDEX eventstore_correlation ON eventstore_event (correlation_id);
CREATE INDEX eventstore_causation ON eventstore_event (causation_id);

-- One row: the last position given. Its lock makes sure that one transaction at a time gives positions.
CREATE TABLE eventstore_log (
    id       INT    NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
INSERT INTO eventstore_log (id, position) VALUES (1, 0);
