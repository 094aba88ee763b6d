-- Positions are given to runs: events of one stream that one statement wrote side by side. Only the first of a run has a
-- place of its own; those that follow it stand run_offset places behind it. Rows from before are runs of one.
ALTER TABLE eventstore_event DROP CONSTRAINT eventstore_position;
ALTER TABLE eventstore_event ADD (
    run        INT DEFAULT 1 NOT NULL, -- how many events its run has
    run_offset INT DEFAULT 0 NOT NULL  -- how many of them stand before it
);
UPDATE eventstore_event SET position = 0 WHERE position IS NULL;
-- Of the first of a run its place in the log, 0 until it is given; -1 of the others.
ALTER TABLE eventstore_event ALTER COLUMN position SET DEFAULT 0;
ALTER TABLE eventstore_event ALTER COLUMN position SET NOT NULL;
-- It finds positions as well, by its first column.
ALTER INDEX eventstore_unnumbered RENAME TO eventstore_position;
