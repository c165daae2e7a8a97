-- One person, one account. `person_index` finds accounts with the same names and phone number: a blind index of few bits,
-- empty where there is nothing to compare by. `compared` is false from each change of the profile until the account was
-- compared with the others under its index.
ALTER TABLE residents ADD COLUMN person_index {blob};
ALTER TABLE residents ADD COLUMN compared {bool} NOT NULL DEFAULT FALSE;

CREATE INDEX residents_person ON residents (municipality, person_index) WHERE person_index IS NOT NULL;
CREATE INDEX residents_uncompared ON residents (municipality, id) WHERE NOT compared;

-- Pairs of accounts that look like those of one person, and how far their merging is: `kept` is the account that stays, NULL
-- while nobody asked the owners.
CREATE TABLE second_accounts (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    older TEXT NOT NULL,
    newer TEXT NOT NULL,
    found_at {int} NOT NULL,
    dismissed_at {int},
    kept TEXT,
    asked_at {int},
    older_agreed_at {int},
    newer_agreed_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, older, newer)
) {strict};

CREATE INDEX second_accounts_newer ON second_accounts (municipality, newer);

-- Accounts that went into another one. An erasure of that one names them too, so that no old backup brings them back.
CREATE TABLE merged_accounts (
    municipality TEXT NOT NULL,
    gone TEXT NOT NULL,
    resident TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (municipality, gone)
) {strict};

CREATE INDEX merged_accounts_kept ON merged_accounts (municipality, resident);

-- Guardians who were asked about a young person's registration, sealed under that person's key. A row goes with its
-- registration, and stays with the account that is made of it.
CREATE TABLE guardian_consents (
    municipality TEXT NOT NULL,
    resident TEXT NOT NULL,
    guardian {blob} NOT NULL,
    guardian_index {blob} NOT NULL,
    asked_at {int} NOT NULL,
    agreed_at {int},
    PRIMARY KEY (municipality, resident)
) {strict};

-- When the owner of an account that nobody uses was told that it will be erased; NULL once somebody signs in.
ALTER TABLE residents ADD COLUMN warned_at {int};

-- What a letter was asked for, whatever it says: of each an address gets so many in an hour. Empty for letters from before.
ALTER TABLE account_links ADD COLUMN counted_as TEXT NOT NULL DEFAULT '';
