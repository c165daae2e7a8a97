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

-- Contractors of a town. `details`, who it is and where its letters go, is sealed under a key of its own, which stands in
-- data_keys under the purpose 'person'; NULL once they were erased. `units` and `categories` are ids with spaces between; empty
-- for all.
CREATE TABLE contractors (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    details {blob},
    units TEXT NOT NULL,
    categories TEXT NOT NULL,
    closed_at {int},
    revision {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

-- Work on a report that a contractor was given. From `cut` on the link opens no more, whatever day it is. `news` says that the
-- contractor has said something at which nobody of the office has looked.
CREATE TABLE commissions (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    contractor TEXT NOT NULL,
    state TEXT NOT NULL,
    due {int} NOT NULL,
    opens_until {int} NOT NULL,
    ordered_at {int} NOT NULL,
    cut {bool} NOT NULL,
    news {bool} NOT NULL,
    reminded_soon {bool} NOT NULL,
    reminded_late {bool} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX commissions_report ON commissions (municipality, report, ordered_at, id);
CREATE INDEX commissions_contractor ON commissions (municipality, contractor);
CREATE INDEX commissions_news ON commissions (municipality, report) WHERE news;
CREATE INDEX commissions_open ON commissions (municipality, due, id) WHERE NOT cut;

-- What was said and done, the contractor's lines without an officer. `words` is sealed under the key of the case.
CREATE TABLE commission_lines (
    municipality TEXT NOT NULL,
    commission TEXT NOT NULL,
    sequence {int} NOT NULL,
    id TEXT NOT NULL,
    at {int} NOT NULL,
    act TEXT NOT NULL,
    officer TEXT,
    words {blob},
    PRIMARY KEY (municipality, commission, sequence)
) {clustered};

-- Released photos of the report that the contractor is shown.
CREATE TABLE commission_photos (
    municipality TEXT NOT NULL,
    commission TEXT NOT NULL,
    photo TEXT NOT NULL,
    PRIMARY KEY (municipality, commission, photo)
) {clustered};

-- The work with which a contractor sent the photo, in place of a report.
ALTER TABLE report_photos ADD COLUMN commission TEXT;
CREATE INDEX report_photos_commission ON report_photos (municipality, commission) WHERE commission IS NOT NULL;
