-- Every table's key begins with the municipality, so that a cluster can partition or distribute by it.
-- Times are milliseconds since 1970 in UTC, days are days since 1970, both made by the program.

CREATE TABLE server_keys (
    purpose TEXT NOT NULL PRIMARY KEY,
    wrapped_key {blob} NOT NULL,
    created_at {int} NOT NULL
) {strict};

CREATE TABLE municipality_revisions (
    municipality TEXT NOT NULL,
    revision {int} NOT NULL,
    files TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, revision)
) {strict};

CREATE TABLE data_keys (
    municipality TEXT NOT NULL,
    owner TEXT NOT NULL,
    purpose TEXT NOT NULL,
    wrapped_key {blob} NOT NULL,
    PRIMARY KEY (municipality, owner, purpose)
) {clustered};

CREATE TABLE counters (
    municipality TEXT NOT NULL,
    series TEXT NOT NULL,
    value {int} NOT NULL,
    PRIMARY KEY (municipality, series)
) {clustered};

CREATE TABLE reports (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    year {int} NOT NULL,
    sequence {int} NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    status TEXT NOT NULL,
    finished {bool} NOT NULL,
    hides_on {int},
    received_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    content {blob} NOT NULL,
    contact {blob},
    language TEXT NOT NULL,
    has_email {bool} NOT NULL,
    email_confirmed_at {int},
    client_key TEXT NOT NULL,
    body_hash {blob} NOT NULL,
    secret_hash {blob} NOT NULL,
    terms_version TEXT NOT NULL,
    declared_age {int},
    origin TEXT NOT NULL,
    api_key TEXT,
    next_due {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, year, sequence),
    UNIQUE (municipality, client_key)
) {strict};

CREATE INDEX reports_inbox ON reports (municipality, COALESCE(next_due, 9999999), received_at, id) WHERE NOT finished;
CREATE INDEX reports_to_hide ON reports (municipality, hides_on, id) WHERE hides_on IS NOT NULL;

CREATE TABLE report_events (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence {int} NOT NULL,
    act TEXT NOT NULL,
    -- What the act names: a reason, a unit, a wording.
    detail TEXT,
    -- The number of the report of which this one is a duplicate.
    earlier TEXT,
    status TEXT NOT NULL,
    at {int} NOT NULL,
    actor TEXT NOT NULL,
    staff TEXT,
    answer {blob},
    PRIMARY KEY (municipality, report, sequence)
) {clustered};

CREATE TABLE report_deadlines (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    name TEXT NOT NULL,
    started_on {int} NOT NULL,
    within TEXT NOT NULL,
    due {int} NOT NULL,
    -- Days that were told before, separated by spaces.
    earlier_dues TEXT NOT NULL,
    revision {int} NOT NULL,
    ends_at TEXT NOT NULL,
    clause TEXT NOT NULL,
    held_since {int},
    ended_on {int},
    started_by {int} NOT NULL,
    ended_by {int},
    PRIMARY KEY (municipality, report, name)
) {clustered};

CREATE INDEX report_deadlines_unanswered ON report_deadlines (municipality, due, report)
    WHERE name = 'reply' AND ended_on IS NULL;
CREATE INDEX report_deadlines_counted ON report_deadlines (municipality, revision, report) WHERE ended_on IS NULL;

CREATE TABLE publications (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    address TEXT,
    latitude {real},
    longitude {real},
    published_at {int} NOT NULL,
    listed {bool} NOT NULL,
    PRIMARY KEY (municipality, report)
) {strict};

CREATE TABLE report_drafts (
    municipality TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    content {blob} NOT NULL,
    wrapped_key {blob} NOT NULL,
    expires_at {int} NOT NULL,
    PRIMARY KEY (municipality, token_hash)
) {strict};

CREATE INDEX report_drafts_expiry ON report_drafts (expires_at);

CREATE TABLE outbox (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {clustered};

CREATE INDEX outbox_oldest ON outbox (id);

CREATE TABLE deliveries (
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
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, report, message, channel)
) {strict};

CREATE INDEX deliveries_queued ON deliveries (channel, due_at, id) WHERE state = 'queued';
CREATE INDEX deliveries_leased ON deliveries (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX deliveries_of_lease ON deliveries (lease) WHERE lease IS NOT NULL;

CREATE TABLE staff (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    name {blob} NOT NULL,
    login {blob} NOT NULL,
    login_index {blob} NOT NULL,
    password_hash TEXT NOT NULL,
    created_at {int} NOT NULL,
    closed_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, login_index)
) {strict};

CREATE TABLE staff_sessions (
    municipality TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    staff TEXT NOT NULL,
    opened_at {int} NOT NULL,
    seen_at {int} NOT NULL,
    PRIMARY KEY (municipality, token_hash)
) {strict};

CREATE INDEX staff_sessions_oldest ON staff_sessions (seen_at);

CREATE TABLE sign_in_attempts (
    municipality TEXT NOT NULL,
    subject {blob} NOT NULL,
    failures {int} NOT NULL,
    paused_until {int} NOT NULL,
    PRIMARY KEY (municipality, subject)
) {strict};

CREATE TABLE api_keys (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at {int} NOT NULL,
    revoked_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, token_hash)
) {strict};
