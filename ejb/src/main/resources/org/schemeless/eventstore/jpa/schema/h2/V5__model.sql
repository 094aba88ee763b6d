-- What the model needs: commands, snapshots, tags and the rules over them, views, persons' data.
-- Lengths are in UTF-16 units here: twice the limit in characters.

ALTER TABLE eventstore_event ADD (
    tags     CLOB, -- JSON: array of arrays of name and value, null without any
    personal CLOB  -- JSON: which members are encrypted by which key, null without any
);

-- What a command stored that was carried out, kept by the same commit: it is carried out once for ever.
CREATE TABLE eventstore_command (
    scope      VARCHAR(128) NOT NULL,
    command_id VARCHAR(128) NOT NULL,
    content    VARCHAR(128), -- a hash of what the command says
    runs       CLOB         NOT NULL, -- JSON: for each run of the batch domain, identifier, last sequence, number of events
    created    BIGINT       NOT NULL, -- microseconds since 1970-01-01T00:00Z
    PRIMARY KEY (scope, command_id)
);

-- The state that a stream's events fold to, up to one of them: a cache, which may be emptied at any time.
CREATE TABLE eventstore_snapshot (
    domain     VARCHAR(200) NOT NULL,
    identifier VARCHAR(510) NOT NULL, -- empty: the stream of the domain itself
    fold       VARCHAR(400) NOT NULL, -- the name of what folds
    shape      VARCHAR(128) NOT NULL, -- a hash of all that the state depends on beside the events
    sequence   BIGINT       NOT NULL, -- of the last event folded
    event_id   VARCHAR(128) NOT NULL, -- of the last event folded
    state      CLOB         NOT NULL, -- JSON
    PRIMARY KEY (domain, identifier, fold, shape)
);

-- The tags of events, found by tag in the order of writing.
CREATE TABLE eventstore_tag (
    slot      INT          NOT NULL, -- of the tag, by its hash: 0 to 65535
    tag_name  VARCHAR(200) NOT NULL,
    tag_value VARCHAR(510) NOT NULL,
    row_id    BIGINT       NOT NULL, -- of the event
    type      VARCHAR(400) NOT NULL, -- of the event
    PRIMARY KEY (slot, tag_name, tag_value, row_id)
);

-- Slots that tags fall into by their hash. Who appends with tags, or decides by them, locks their slots until the commit: all rows are there
-- from the beginning, so that no lock covers a gap.
CREATE TABLE eventstore_boundary (
    slot INT NOT NULL, -- 0 to 65535
    PRIMARY KEY (slot)
);
INSERT INTO eventstore_boundary (slot) SELECT x FROM SYSTEM_RANGE(0, 65535);

-- One row: which store this is. What was read in one store means nothing in another.
CREATE TABLE eventstore_identity (
    id       INT          NOT NULL,
    store_id VARCHAR(128) NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO eventstore_identity (id, store_id) VALUES (1, CAST(RANDOM_UUID() AS VARCHAR(128)));

-- The views that the store keeps, and which build of each is read.
CREATE TABLE eventstore_view_active (
    view_name VARCHAR(200) NOT NULL,
    build     INT          NOT NULL, -- the build that is read
    PRIMARY KEY (view_name)
);

-- The builds of the views: each is all that was folded from the beginning of the log on.
CREATE TABLE eventstore_view_build (
    view_name VARCHAR(200) NOT NULL,
    build     INT          NOT NULL, -- 1, 2, 3 ... of the view
    version   INT          NOT NULL, -- of what folds
    segments  INT          NOT NULL, -- how many work side by side
    status    VARCHAR(40)  NOT NULL,
    paused    INT          NOT NULL, -- 1: it stands still
    since     BIGINT       NOT NULL, -- microseconds since 1970-01-01T00:00Z
    PRIMARY KEY (view_name, build)
);

-- What the views keep, by key.
CREATE TABLE eventstore_view (
    view_name VARCHAR(200) NOT NULL,
    build     INT          NOT NULL,
    view_key  VARCHAR(510) NOT NULL,
    position  BIGINT       NOT NULL, -- of the last event in it
    state     CLOB         NOT NULL, -- JSON
    PRIMARY KEY (view_name, build, view_key)
);

-- Events that an administrator had a subscription or view pass by.
CREATE TABLE eventstore_skipped_event (
    name       VARCHAR(200)  NOT NULL, -- of the subscription or view
    position   BIGINT        NOT NULL,
    event_id   VARCHAR(128)  NOT NULL,
    skipped_by VARCHAR(510),
    reason     VARCHAR(2000),
    created    BIGINT        NOT NULL, -- microseconds since 1970-01-01T00:00Z
    PRIMARY KEY (name, position)
);

-- The keys of persons' data, one for each person, wrapped by a master key. An erasure leaves the id alone: the row is there to be locked.
CREATE TABLE eventstore_subject_key (
    key_id       VARCHAR(128)  NOT NULL,
    subject_type VARCHAR(200), -- null, as all but key and time, once the person is erased
    subject_id   VARCHAR(510),
    master_key   VARCHAR(510), -- the name of what wraps it
    wrapped      VARCHAR(2000), -- Base64
    created      BIGINT        NOT NULL, -- microseconds since 1970-01-01T00:00Z
    PRIMARY KEY (key_id),
    CONSTRAINT eventstore_subject UNIQUE (subject_type, subject_id)
);

-- Which events have members that are encrypted by a key.
CREATE TABLE eventstore_personal (
    key_id VARCHAR(128) NOT NULL,
    row_id BIGINT       NOT NULL, -- of the event
    PRIMARY KEY (key_id, row_id)
);
