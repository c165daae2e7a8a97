-- The register of the people to whom a town writes. What is known of a person is sealed under the person's own key, which
-- stands in data_keys under the purpose 'person'.

CREATE TABLE recipients (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    sequence {int} NOT NULL,
    profile {blob} NOT NULL,
    traits {blob} NOT NULL,
    surname_index {blob} NOT NULL,
    names_index {blob} NOT NULL,
    language TEXT NOT NULL,
    choices TEXT NOT NULL,
    hold_reason {blob},
    held_at {int},
    suspended_from {int},
    suspended_until {int},
    way TEXT NOT NULL,
    officer TEXT,
    consent_version TEXT NOT NULL,
    consented_at {int} NOT NULL,
    -- NULL where no paper is needed.
    document TEXT,
    created_at {int} NOT NULL,
    -- The place of the last change among all of the town.
    version {int} NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, sequence)
) {strict};

CREATE INDEX recipients_version ON recipients (municipality, version);
CREATE INDEX recipients_surname ON recipients (municipality, surname_index);
CREATE INDEX recipients_unsigned ON recipients (municipality, sequence) WHERE document = 'missing';
CREATE INDEX recipients_held ON recipients (municipality, sequence) WHERE held_at IS NOT NULL;
CREATE INDEX recipients_suspended ON recipients (municipality, sequence) WHERE suspended_from IS NOT NULL;

-- Who has left the register, by id alone.
CREATE TABLE recipient_departures (
    municipality TEXT NOT NULL,
    version {int} NOT NULL,
    recipient TEXT NOT NULL,
    PRIMARY KEY (municipality, version)
) {strict};

CREATE TABLE recipient_contacts (
    municipality TEXT NOT NULL,
    recipient TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact_index {blob} NOT NULL,
    confirmed_at {int},
    stopped_at {int},
    PRIMARY KEY (municipality, recipient, channel)
) {clustered};

CREATE INDEX recipient_contacts_owner ON recipient_contacts (municipality, contact_index);

CREATE TABLE recipient_codes (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    channel TEXT NOT NULL,
    -- Of the address that it was sent to.
    contact_index {blob} NOT NULL,
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    misses {int} NOT NULL,
    ended_at {int},
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX recipient_codes_owner ON recipient_codes (municipality, recipient, created_at);
-- How many codes an address was sent lately.
CREATE INDEX recipient_codes_address ON recipient_codes (municipality, contact_index, created_at);
CREATE INDEX recipient_codes_oldest ON recipient_codes (created_at);

CREATE TABLE recipient_devices (
    municipality TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    -- Of the address whose code paired it; empty where that is not known any more.
    contact_index {blob} NOT NULL,
    device {blob} NOT NULL,
    paired_at {int} NOT NULL,
    seen_at {int} NOT NULL,
    PRIMARY KEY (municipality, token_hash)
) {strict};

CREATE INDEX recipient_devices_owner ON recipient_devices (municipality, recipient, paired_at);
CREATE INDEX recipient_devices_oldest ON recipient_devices (seen_at);
