-- How many reports have something in common, kept in the transactions that change reports: see docs/decisions/0043. A line is
-- one fact of `StatisticFact`; `word` and `number` are what the measure needs. No line has zero points.
CREATE TABLE statistic_counts (
    municipality TEXT NOT NULL,
    -- 'received' or 'term'.
    measure TEXT NOT NULL,
    -- 202611
    month {int} NOT NULL,
    category TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Of a receipt the status and its ground, of a term its name and where it stands.
    word TEXT NOT NULL,
    -- The last day of a running term; otherwise 0.
    number {int} NOT NULL,
    points {int} NOT NULL,
    PRIMARY KEY (municipality, measure, month, category, unit, kind, word, number)
) {clustered};

-- The same for the two measures that have most of the lines, so that nobody reads one for the other. `number` is the days of a
-- handling here, the square of an area there; `measure` and `word` say nothing.
CREATE TABLE statistic_days (
    municipality TEXT NOT NULL,
    measure TEXT NOT NULL,
    -- 202611
    month {int} NOT NULL,
    category TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    number {int} NOT NULL,
    points {int} NOT NULL,
    PRIMARY KEY (municipality, measure, month, category, unit, kind, word, number)
) {clustered};

CREATE TABLE statistic_areas (
    municipality TEXT NOT NULL,
    measure TEXT NOT NULL,
    -- 202611
    month {int} NOT NULL,
    category TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    number {int} NOT NULL,
    points {int} NOT NULL,
    PRIMARY KEY (municipality, measure, month, category, unit, kind, word, number)
) {clustered};

-- What a report is counted by, besides what stands in its row already. Of reports of before there were counts `received_on` is
-- NULL; the program counts them when it starts.
ALTER TABLE reports ADD COLUMN received_on {int};
ALTER TABLE reports ADD COLUMN ended_on {int};
-- 'rejected duplicate', 'closed noAnswer'.
ALTER TABLE reports ADD COLUMN ground TEXT;
CREATE INDEX reports_uncounted ON reports (municipality, id) WHERE received_on IS NULL;

-- The square of the place, of `StatisticArea`.
ALTER TABLE publications ADD COLUMN area {int};
