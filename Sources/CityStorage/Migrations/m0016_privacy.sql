-- Accounts that are erased.

-- When the person behind a report was erased; the report goes on without.
ALTER TABLE reports ADD COLUMN reporter_erased_at {int};

-- Whose draft it is, where somebody signed in writes it: it goes with the account.
ALTER TABLE report_drafts ADD COLUMN resident TEXT;
CREATE INDEX report_drafts_resident ON report_drafts (municipality, resident) WHERE resident IS NOT NULL;

-- The last letter to somebody whose account was erased; `id` is that of the account. The address is sealed under a key of
-- its own, which stands in data_keys under the purpose 'farewell'; both go once the letter is sent.
CREATE TABLE farewells (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    email {blob} NOT NULL,
    language TEXT NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX farewells_oldest ON farewells (created_at);

-- Since when nothing but keeping is done with the resident's data, and the purposes of letters that the resident objects
-- to, with spaces between.
ALTER TABLE residents ADD COLUMN restricted_at {int};
ALTER TABLE residents ADD COLUMN objections TEXT;

-- Profiles that the resident replaced, sealed as they stood; `at` is when.
CREATE TABLE profile_changes (
    municipality TEXT NOT NULL,
    resident TEXT NOT NULL,
    at {int} NOT NULL,
    profile {blob} NOT NULL,
    PRIMARY KEY (municipality, resident, at)
) {strict};

-- What residents demand about their data. Words and answer are sealed under the person's key. Once the person is erased the
-- line stays, with nothing of the person.
CREATE TABLE rights_requests (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    resident TEXT,
    kind TEXT NOT NULL,
    ground TEXT,
    words {blob},
    received_at {int} NOT NULL,
    due {int} NOT NULL,
    extended_on {int},
    identity TEXT NOT NULL,
    outcome TEXT,
    answer {blob},
    closed_at {int},
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX rights_requests_open ON rights_requests (municipality, due, id) WHERE outcome IS NULL;
CREATE INDEX rights_requests_closed ON rights_requests (municipality, closed_at, id) WHERE outcome IS NOT NULL;
CREATE INDEX rights_requests_resident ON rights_requests (municipality, resident, received_at);
