-- Wishes to have an account under another address, until both addresses answered their letters. The new address is sealed
-- under the resident's key; its index becomes the login.
CREATE TABLE address_changes (
    municipality TEXT NOT NULL,
    resident TEXT NOT NULL,
    address {blob} NOT NULL,
    login_index {blob} NOT NULL,
    asked_at {int} NOT NULL,
    left_at {int},
    arrived_at {int},
    PRIMARY KEY (municipality, resident)
) {strict};

CREATE INDEX address_changes_oldest ON address_changes (asked_at);

-- Whose links end with a new wish.
CREATE INDEX account_links_owner ON account_links (municipality, resident, purpose);

-- Reports whose reporter confirmed an address without having an account, until an account of that address takes them. The
-- index has few bits, so that it shows of no two reports that one person sent them.
CREATE TABLE report_addresses (
    municipality TEXT NOT NULL,
    email_index {blob} NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (municipality, email_index, report)
) {clustered};

CREATE INDEX report_addresses_report ON report_addresses (municipality, report);

-- An account made by a service has no password until its owner sets one; its hash is of a password that nobody knows.
ALTER TABLE residents ADD COLUMN has_password {bool} NOT NULL DEFAULT TRUE;
ALTER TABLE registrations ADD COLUMN has_password {bool} NOT NULL DEFAULT TRUE;

-- Sign-ins at services that are under way.
CREATE TABLE identity_flows (
    municipality TEXT NOT NULL,
    state_hash {blob} NOT NULL,
    browser_hash {blob} NOT NULL,
    provider TEXT NOT NULL,
    resident TEXT,
    started_at {int} NOT NULL,
    PRIMARY KEY (municipality, state_hash)
) {strict};

CREATE INDEX identity_flows_oldest ON identity_flows (started_at);

-- Identities whose owner has no account yet, each sealed under a key of its own that stands beside it.
CREATE TABLE waiting_identities (
    municipality TEXT NOT NULL,
    browser_hash {blob} NOT NULL,
    identity {blob} NOT NULL,
    wrapped_key {blob} NOT NULL,
    proved_at {int} NOT NULL,
    PRIMARY KEY (municipality, browser_hash)
) {strict};

CREATE INDEX waiting_identities_oldest ON waiting_identities (proved_at);

-- Which person at which service opens which account; of one service an account has one.
CREATE TABLE resident_identities (
    municipality TEXT NOT NULL,
    subject_index {blob} NOT NULL,
    resident TEXT NOT NULL,
    provider TEXT NOT NULL,
    linked_at {int} NOT NULL,
    PRIMARY KEY (municipality, subject_index),
    UNIQUE (municipality, resident, provider)
) {strict};

-- An account that the office closed to its owner. The reason is sealed under the owner's key. Registrations have neither;
-- the columns are there so that one list of columns reads both.
ALTER TABLE residents ADD COLUMN blocked_at {int};
ALTER TABLE residents ADD COLUMN block_reason {blob};
ALTER TABLE registrations ADD COLUMN blocked_at {int};
ALTER TABLE registrations ADD COLUMN block_reason {blob};

-- Which resident accepted which version of the regulation when; the last one stands in residents, too.
CREATE TABLE resident_acceptances (
    municipality TEXT NOT NULL,
    resident TEXT NOT NULL,
    version TEXT NOT NULL,
    accepted_at {int} NOT NULL,
    PRIMARY KEY (municipality, resident, version)
) {clustered};

INSERT INTO resident_acceptances (municipality, resident, version, accepted_at)
SELECT municipality, id, terms_version, created_at FROM residents;
