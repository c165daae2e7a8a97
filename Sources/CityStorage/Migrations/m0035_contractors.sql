-- The unit gave the report back to those who give reports to units, and nobody has given it on yet.
ALTER TABLE reports ADD COLUMN returned {bool} NOT NULL DEFAULT FALSE;

-- All that the inbox asks of an open report, so that no queue and no filter reads the reports themselves.
DROP INDEX reports_inbox;
CREATE INDEX reports_inbox ON reports (
    municipality, COALESCE(next_due, 9999999), received_at, id, next_due, unit, category, status, waiting, led_by, finished,
    returned
) WHERE NOT finished;

-- Of which unit a line of a case is, where it is about one that takes part.
ALTER TABLE case_lines ADD COLUMN unit TEXT;

-- Units that take part in a case which another unit leads; what they were asked and what they said stands in case_lines.
CREATE TABLE case_units (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    unit TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at {int} NOT NULL,
    answered_at {int},
    PRIMARY KEY (municipality, report, unit)
) {clustered};

CREATE INDEX case_units_asked ON case_units (municipality, unit, asked_at) WHERE state = 'asked';
