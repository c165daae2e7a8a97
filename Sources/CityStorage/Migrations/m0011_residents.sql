-- Accounts of residents. Profile and login are sealed under the resident's own key, which stands in data_keys under the
-- purpose 'person' from the registration on; the login is found by a blind index.

-- Accounts that wait for the answer to their letter. One address may have several: whoever registered it, only the one
-- who reads its mail and knows the password makes an account.
CREATE TABLE registrations (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    profile {blob} NOT NULL,
    login_index {blob} NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    terms_version TEXT NOT NULL,
    declared_age {int},
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX registrations_address ON registrations (municipality, login_index);
CREATE INDEX registrations_oldest ON registrations (created_at);

CREATE TABLE residents (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    profile {blob} NOT NULL,
    login_index {blob} NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    terms_version TEXT NOT NULL,
    declared_age {int},
    created_at {int} NOT NULL,
    activated_at {int} NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, login_index)
) {strict};

CREATE TABLE account_links (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    resident TEXT NOT NULL,
    login_index {blob} NOT NULL,
    created_at {int} NOT NULL,
    used_at {int},
    PRIMARY KEY (municipality, id)
) {strict};

-- How many letters an address was sent lately.
CREATE INDEX account_links_address ON account_links (municipality, login_index, created_at);
CREATE INDEX account_links_oldest ON account_links (created_at);

CREATE TABLE resident_sessions (
    municipality TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    id TEXT NOT NULL,
    resident TEXT NOT NULL,
    device {blob} NOT NULL,
    opened_at {int} NOT NULL,
    seen_at {int} NOT NULL,
    PRIMARY KEY (municipality, token_hash)
) {strict};

CREATE INDEX resident_sessions_owner ON resident_sessions (municipality, resident, opened_at);
CREATE INDEX resident_sessions_oldest ON resident_sessions (seen_at);

-- A delivery is about a report or, for the recipient 'account', about a link.
ALTER TABLE deliveries RENAME COLUMN report TO subject;

-- Whose account shows which reports.
CREATE TABLE resident_reports (
    municipality TEXT NOT NULL,
    resident TEXT NOT NULL,
    received_at {int} NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (municipality, resident, received_at, report)
) {clustered};

CREATE INDEX resident_reports_owner ON resident_reports (municipality, report);
