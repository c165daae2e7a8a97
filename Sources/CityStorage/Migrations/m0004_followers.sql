-- Who wants to be told of changes to a report, beside its reporter. The address is sealed under the follower's own key,
-- which stands in data_keys under the purpose 'person'; both are erased together.

CREATE TABLE report_followers (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    email {blob} NOT NULL,
    email_index {blob} NOT NULL,
    language TEXT NOT NULL,
    asked_at {int} NOT NULL,
    confirmed_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, report, email_index)
) {strict};

-- Those who are told, in slices.
CREATE INDEX report_followers_told ON report_followers (municipality, report, id) WHERE confirmed_at IS NOT NULL;
-- Questions that wait: at one address, in a town lately, and those that are too old.
CREATE INDEX report_followers_address ON report_followers (municipality, email_index) WHERE confirmed_at IS NULL;
CREATE INDEX report_followers_lately ON report_followers (municipality, asked_at) WHERE confirmed_at IS NULL;
CREATE INDEX report_followers_unanswered ON report_followers (asked_at) WHERE confirmed_at IS NULL;

-- `follower` is whom an event is about; `served` the last follower for whom deliveries were made of it.
ALTER TABLE outbox ADD COLUMN follower TEXT;
ALTER TABLE outbox ADD COLUMN served TEXT;

-- A message may have several recipients now, so the unique key needs them. SQLite cannot change one: the table is made
-- again.
CREATE TABLE deliveries_before (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    message TEXT NOT NULL,
    report TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt {int} NOT NULL,
    due_at {int} NOT NULL,
    lease TEXT,
    lease_until {int},
    reference TEXT,
    reason TEXT,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

INSERT INTO deliveries_before
    (municipality, id, message, report, channel, state, attempt, due_at, lease, lease_until, reference, reason, created_at,
    updated_at)
SELECT municipality, id, message, report, channel, state, attempt, due_at, lease, lease_until, reference, reason,
    created_at, updated_at
FROM deliveries;

DROP TABLE deliveries;

CREATE TABLE deliveries (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    message TEXT NOT NULL,
    -- 'reporter' or the id of a follower.
    recipient TEXT NOT NULL,
    report TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt {int} NOT NULL,
    due_at {int} NOT NULL,
    lease TEXT,
    lease_until {int},
    reference TEXT,
    reason TEXT,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, report, message, channel, recipient)
) {strict};

INSERT INTO deliveries
    (municipality, id, message, recipient, report, channel, state, attempt, due_at, lease, lease_until, reference, reason,
    created_at, updated_at)
SELECT municipality, id, message, 'reporter', report, channel, state, attempt, due_at, lease, lease_until, reference,
    reason, created_at, updated_at
FROM deliveries_before;

DROP TABLE deliveries_before;

CREATE INDEX deliveries_queued ON deliveries (channel, due_at, id) WHERE state = 'queued';
CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX deliveries_of_lease ON deliveries (lease) WHERE lease IS NOT NULL;
