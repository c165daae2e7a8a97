-- When a report that waits for a moderator goes on by itself; NULL for all others, which alone stand in queues and are counted.
ALTER TABLE reports ADD COLUMN aside_until {int};

-- Every report that was put aside, and what became of it.
CREATE TABLE put_aside (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    since {int} NOT NULL,
    until {int} NOT NULL,
    month {int} NOT NULL,
    outcome TEXT NOT NULL,
    decided_at {int},
    PRIMARY KEY (municipality, report)
) {strict};

CREATE INDEX put_aside_waiting ON put_aside (municipality, until, report) WHERE outcome = 'waiting';

-- The rules that it met, with what was found and what is allowed.
CREATE TABLE put_aside_reasons (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    rule TEXT NOT NULL,
    found {int} NOT NULL,
    allowed {int} NOT NULL,
    PRIMARY KEY (municipality, report, rule)
) {clustered};

-- How many reports of a month met a rule and what became of them; `rule` is empty for each report once. Nobody's data: it stays
-- when the reports are gone.
CREATE TABLE put_aside_counts (
    municipality TEXT NOT NULL,
    month {int} NOT NULL,
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reports {int} NOT NULL,
    PRIMARY KEY (municipality, month, rule, outcome)
) {clustered};

-- What is kept of a report for the longest window of the rules: keyed hashes of its network and its device that are others on each
-- day, and the sketch of its text.
CREATE TABLE abuse_traces (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    at {int} NOT NULL,
    day {int} NOT NULL,
    network {blob},
    device {blob},
    sketch {blob},
    forgotten_at {int} NOT NULL,
    PRIMARY KEY (municipality, report)
) {strict};

CREATE INDEX abuse_traces_network ON abuse_traces (municipality, network, at);
CREATE INDEX abuse_traces_device ON abuse_traces (municipality, device, at);
CREATE INDEX abuse_traces_at ON abuse_traces (municipality, at);
CREATE INDEX abuse_traces_forgotten ON abuse_traces (municipality, forgotten_at);

-- Accounts and networks on watch. `report` is the one for which it was set; `network` is its hash of the day `day`.
CREATE TABLE abuse_watches (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    resident TEXT,
    network {blob},
    day {int},
    since {int} NOT NULL,
    until {int} NOT NULL,
    officer TEXT NOT NULL,
    reason {blob} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX abuse_watches_until ON abuse_watches (municipality, until);
