-- How the office works on reports. `led_by` is who of the office leads a report; `waiting` says that its reporter has to answer
-- first.
ALTER TABLE reports ADD COLUMN led_by TEXT;
ALTER TABLE reports ADD COLUMN waiting {bool} NOT NULL DEFAULT FALSE;

UPDATE reports SET waiting = TRUE
WHERE NOT finished AND EXISTS (
    SELECT 1 FROM report_deadlines d
    WHERE d.municipality = reports.municipality AND d.report = reports.id AND d.name = 'reply' AND d.ended_on IS NULL
);

-- All that the inbox asks of an open report, so that no queue and no filter reads the reports themselves.
DROP INDEX reports_inbox;
CREATE INDEX reports_inbox ON reports (
    municipality, COALESCE(next_due, 9999999), received_at, id, next_due, unit, category, status, waiting, led_by, finished
) WHERE NOT finished;
CREATE INDEX reports_led ON reports (municipality, led_by) WHERE led_by IS NOT NULL;

-- What the office keeps of a case for itself. `words` is sealed under the key of the case; `lead` is who leads it from then on,
-- NULL for nobody and for a note.
CREATE TABLE case_lines (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    act TEXT NOT NULL,
    lead TEXT,
    at {int} NOT NULL,
    officer TEXT NOT NULL,
    words {blob},
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX case_lines_report ON case_lines (municipality, report, at, id);

CREATE TABLE case_watchers (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    report TEXT NOT NULL,
    since {int} NOT NULL,
    PRIMARY KEY (municipality, staff, report)
) {clustered};

CREATE INDEX case_watchers_report ON case_watchers (municipality, report);

-- Views of the inbox that people of the office keep; `name` is sealed under the key of the person.
CREATE TABLE inbox_views (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    name {blob} NOT NULL,
    queue TEXT NOT NULL,
    status TEXT,
    category TEXT,
    unit TEXT,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX inbox_views_owner ON inbox_views (municipality, staff, id);
