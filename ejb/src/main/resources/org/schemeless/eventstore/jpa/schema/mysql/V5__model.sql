-- What the model needs: commands, snapshots, tags and the rules over them, views, persons' data.

ALTER TABLE eventstore_event
    ADD COLUMN tags     MEDIUMTEXT NULL COMMENT 'JSON: array of arrays of name and value, null without any',
    ADD COLUMN personal MEDIUMTEXT NULL COMMENT 'JSON: which members are encrypted by which key, null without any';

-- What a command stored that was carried out, kept by the same commit: it is carried out once for ever.
CREATE TABLE eventstore_command (
    scope      VARCHAR(64) NOT NULL,
    command_id VARCHAR(64) NOT NULL,
    content    VARCHAR(64) NULL COMMENT 'a hash of what the command says',
    runs       LONGTEXT    NOT NULL COMMENT 'JSON: for each run of the batch domain, identifier, last sequence, number of events',
    created    BIGINT      NOT NULL COMMENT 'microseconds since 1970-01-01T00:00Z',
    PRIMARY KEY (scope, command_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The state that a stream's events fold to, up to one of them: a cache, which may be emptied at any time.
CREATE TABLE eventstore_snapshot (
    domain     VARCHAR(100) NOT NULL,
    identifier VARCHAR(255) NOT NULL COMMENT 'empty: the stream of the domain itself',
    fold       VARCHAR(200) NOT NULL COMMENT 'the name of what folds',
    shape      VARCHAR(64)  NOT NULL COMMENT 'a hash of all that the state depends on beside the events',
    sequence   BIGINT       NOT NULL COMMENT 'of the last event folded',
    event_id   VARCHAR(64)  NOT NULL COMMENT 'of the last event folded',
    state      LONGTEXT     NOT NULL COMMENT 'JSON',
    PRIMARY KEY (domain, identifier, fold, shape)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The tags of events, found by tag in the order of writing. Two rows with an empty name begin each slot: where a lock covers the gap
-- behind the last row of a tag, or the row before its first one with the gap before that, neither gap is one where another slot's
-- tags are written.
CREATE TABLE eventstore_tag (
    slot      INT          NOT NULL COMMENT 'of the tag, by its hash: 0 to 65535',
    tag_name  VARCHAR(100) NOT NULL,
    tag_value VARCHAR(255) NOT NULL,
    row_id    BIGINT       NOT NULL COMMENT 'of the event',
    type      VARCHAR(200) NOT NULL COMMENT 'of the event',
    PRIMARY KEY (slot, tag_name, tag_value, row_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Slots that tags fall into by their hash. Who appends with tags, or decides by them, locks their slots until the commit: all rows are there
-- from the beginning, so that no lock covers a gap.
CREATE TABLE eventstore_boundary (
    slot INT NOT NULL COMMENT '0 to 65535',
    PRIMARY KEY (slot)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO eventstore_boundary (slot)
SELECT a.n + 16 * b.n + 256 * c.n + 4096 * d.n
FROM (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 UNION ALL SELECT 15) a
CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 UNION ALL SELECT 15) b
CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 UNION ALL SELECT 15) c
CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11 UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14 UNION ALL SELECT 15) d;
INSERT INTO eventstore_tag (slot, tag_name, tag_value, row_id, type)
SELECT slot, '', '', n, '' FROM eventstore_boundary CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) two;

-- One row: which store this is. What was read in one store means nothing in another.
CREATE TABLE eventstore_identity (
    id       INT         NOT NULL,
    store_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO eventstore_identity (id, store_id) VALUES (1, UUID());

-- The views that the store keeps, and which build of each is read.
CREATE TABLE eventstore_view_active (
    view_name VARCHAR(100) NOT NULL,
    build     INT          NOT NULL COMMENT 'the build that is read',
    PRIMARY KEY (view_name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The builds of the views: each is all that was folded from the beginning of the log on.
CREATE TABLE eventstore_view_build (
    view_name VARCHAR(100) NOT NULL,
    build     INT          NOT NULL COMMENT '1, 2, 3 ... of the view',
    version   INT          NOT NULL COMMENT 'of what folds',
    segments  INT          NOT NULL COMMENT 'how many work side by side',
    status    VARCHAR(20)  NOT NULL,
    paused    INT          NOT NULL COMMENT '1: it stands still',
    since     BIGINT       NOT NULL COMMENT 'microseconds since 1970-01-01T00:00Z',
    PRIMARY KEY (view_name, build)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What the views keep, by key.
CREATE TABLE eventstore_view (
    view_name VARCHAR(100) NOT NULL,
    build     INT          NOT NULL,
    view_key  VARCHAR(255) NOT NULL,
    position  BIGINT       NOT NULL COMMENT 'of the last event in it',
    state     LONGTEXT     NOT NULL COMMENT 'JSON',
    PRIMARY KEY (view_name, build, view_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Events that an administrator had a subscription or view pass by.
CREATE TABLE eventstore_skipped_event (
    name       VARCHAR(100)  NOT NULL COMMENT 'of the subscription or view',
    position   BIGINT        NOT NULL,
    event_id   VARCHAR(64)   NOT NULL,
    skipped_by VARCHAR(255)  NULL,
    reason     VARCHAR(1000) NULL,
    created    BIGINT        NOT NULL COMMENT 'microseconds since 1970-01-01T00:00Z',
    PRIMARY KEY (name, position)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The keys of persons' data, one for each person, wrapped by a master key. An erasure leaves the id alone: the row is there to be locked.
CREATE TABLE eventstore_subject_key (
    key_id       VARCHAR(64)   NOT NULL,
    subject_type VARCHAR(100)  NULL,
    subject_id   VARCHAR(255)  NULL,
    master_key   VARCHAR(255)  NULL COMMENT 'the name of what wraps it',
    wrapped      VARCHAR(1000) NULL COMMENT 'Base64, null once the person is erased',
    created      BIGINT        NOT NULL COMMENT 'microseconds since 1970-01-01T00:00Z',
    PRIMARY KEY (key_id),
    UNIQUE KEY eventstore_subject (subject_type, subject_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which events have members that are encrypted by a key.
CREATE TABLE eventstore_personal (
    key_id VARCHAR(64) NOT NULL,
    row_id BIGINT      NOT NULL COMMENT 'of the event',
    PRIMARY KEY (key_id, row_id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
