-- Positions are given to runs: events of one stream that one statement wrote side by side. Only the first of a run has a
-- place of its own; those that follow it stand run_offset places behind it. Rows from before are runs of one.
ALTER TABLE eventstore_event DROP KEY eventstore_position;
UPDATE eventstore_event SET position = 0 WHERE position IS NULL;
ALTER TABLE eventstore_event
    MODIFY position    BIGINT NOT NULL DEFAULT 0 COMMENT 'of the first of a run: place in the log, 0 until it is given; else -1',
    ADD COLUMN run        INT NOT NULL DEFAULT 1 COMMENT 'how many events its run has',
    ADD COLUMN run_offset INT NOT NULL DEFAULT 0 COMMENT 'how many of them stand before it',
    ADD KEY eventstore_position (position);
