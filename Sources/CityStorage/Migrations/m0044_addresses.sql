-- The town's register of addresses (I-20). A row is never deleted: `ended_at` says since when its source has it no longer,
-- NULL while it holds; cases and people may name a house that is gone.
CREATE TABLE settlements (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    -- SIMC of TERYT or KATOTTG.
    code TEXT,
    PRIMARY KEY (municipality, id)
) {clustered};

CREATE TABLE settlement_names (
    municipality TEXT NOT NULL,
    settlement TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (municipality, settlement, language)
) {clustered};

CREATE TABLE streets (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    settlement TEXT NOT NULL,
    -- ULIC of TERYT.
    code TEXT,
    PRIMARY KEY (municipality, id)
) {clustered};

-- Names that hold come first, then earlier ones, the latest first. `ended_on` is the day another name took its place, NULL
-- where nobody knows it.
CREATE TABLE street_names (
    municipality TEXT NOT NULL,
    street TEXT NOT NULL,
    position {int} NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    ended_on {int},
    decision TEXT,
    reason TEXT,
    PRIMARY KEY (municipality, street, position)
) {clustered};

CREATE TABLE addresses (
    municipality TEXT NOT NULL,
    street TEXT NOT NULL,
    number TEXT NOT NULL,
    latitude {real} NOT NULL,
    longitude {real} NOT NULL,
    postal_code TEXT,
    district TEXT,
    source TEXT NOT NULL,
    ended_at {int},
    PRIMARY KEY (municipality, street, number)
) {clustered};

-- Changes to the register, each with its number: whoever holds it in memory reads it anew when there is a later one.
CREATE TABLE address_imports (
    municipality TEXT NOT NULL,
    revision {int} NOT NULL,
    at {int} NOT NULL,
    source TEXT NOT NULL,
    -- Rows read, added, changed, ended, unchanged, repeated, rejected; settlements and streets changed.
    counts TEXT NOT NULL,
    -- False from its first part to its last: one that was stopped is done again.
    finished {bool} NOT NULL,
    PRIMARY KEY (municipality, revision)
) {clustered};
