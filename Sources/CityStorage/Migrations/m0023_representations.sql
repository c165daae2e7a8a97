-- Authority of accounts to act for others. `details` is sealed under the key of the account: who the other person is, number
-- and date of the document; `reason` says why the office refused it or ended it. From `ends_at` on it is over, by its last
-- day or because somebody ended it; NULL while no end is known.
CREATE TABLE representations (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    resident TEXT NOT NULL,
    kind TEXT NOT NULL,
    details {blob} NOT NULL,
    valid_from {int} NOT NULL,
    valid_to {int},
    state TEXT NOT NULL,
    reason {blob},
    asked_at {int} NOT NULL,
    changed_at {int} NOT NULL,
    ends_at {int},
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX representations_resident ON representations (municipality, resident);
CREATE INDEX representations_waiting ON representations (municipality, asked_at, id) WHERE state = 'asked';
CREATE INDEX representations_ended ON representations (municipality, ends_at) WHERE ends_at IS NOT NULL;

-- Whether the account acted for another person when it sent the report; who that was is sealed with the contact data.
ALTER TABLE resident_reports ADD COLUMN represented {bool} NOT NULL DEFAULT FALSE;

-- When the rules of retention were applied last, whatever was due.
CREATE TABLE retention_runs (
    municipality TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (municipality)
) {strict};
