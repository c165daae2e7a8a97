-- How long data are kept, and the registers of a controller.

-- When the handling of a report ended; NULL while it is open.
ALTER TABLE reports ADD COLUMN ended_at {int};

UPDATE reports SET ended_at = COALESCE(
    (
        SELECT MIN(e.at) FROM report_events e
        WHERE e.municipality = reports.municipality AND e.report = reports.id AND e.sequence > (
            SELECT COALESCE(MAX(o.sequence), 0) FROM report_events o
            WHERE o.municipality = reports.municipality AND o.report = reports.id
                AND o.status IN ('new', 'accepted', 'inProgress')
        )
    ),
    updated_at
)
WHERE finished;

CREATE INDEX reports_ended ON reports (municipality, ended_at, id, category) WHERE ended_at IS NOT NULL;

-- When a resident signed in last; NULL for somebody who has not since then.
ALTER TABLE residents ADD COLUMN signed_in_at {int};
UPDATE residents SET signed_in_at = COALESCE(
    (SELECT MAX(s.seen_at) FROM resident_sessions s WHERE s.municipality = residents.municipality AND s.resident = residents.id),
    activated_at
);

-- What the runs of retention did, a line for each rule. `position` is that of the rule, `term` a period or an archival
-- class; nothing here is about a person.
CREATE TABLE retention_log (
    municipality TEXT NOT NULL,
    run TEXT NOT NULL,
    position {int} NOT NULL,
    at {int} NOT NULL,
    data TEXT NOT NULL,
    term TEXT NOT NULL,
    outcome TEXT NOT NULL,
    clause TEXT,
    revision {int} NOT NULL,
    counted {int} NOT NULL,
    held {int} NOT NULL,
    PRIMARY KEY (municipality, run, position)
) {clustered};

CREATE INDEX retention_log_newest ON retention_log (municipality, at, position);

-- Breaches of personal data. What was written about one is sealed under a key that stands nowhere.
CREATE TABLE breaches (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    learned_at {int} NOT NULL,
    natures TEXT NOT NULL,
    persons {int},
    notice TEXT NOT NULL,
    notified_at {int},
    telling TEXT NOT NULL,
    told_at {int},
    closed_at {int},
    words {blob} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

-- Those whom a breach touched: `subject` is the number of a report or the id of an account, sealed.
CREATE TABLE breach_persons (
    municipality TEXT NOT NULL,
    breach TEXT NOT NULL,
    id TEXT NOT NULL,
    subject {blob} NOT NULL,
    PRIMARY KEY (municipality, breach, id)
) {strict};

-- Lines of the lists of disclosures and of processors, sealed like breaches.
CREATE TABLE register_entries (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    register TEXT NOT NULL,
    from_day {int} NOT NULL,
    until_day {int},
    words {blob} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX register_entries_newest ON register_entries (municipality, register, from_day, id);
