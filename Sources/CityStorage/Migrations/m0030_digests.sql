-- Who does the work of whom while somebody of the office is away, days included.
CREATE TABLE substitutions (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    absent TEXT NOT NULL,
    substitute TEXT NOT NULL,
    first_day {int} NOT NULL,
    last_day {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX substitutions_days ON substitutions (municipality, last_day);

-- Letters that remind people of the office of terms: one for a person and a morning.
CREATE TABLE staff_digests (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    day {int} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE UNIQUE INDEX staff_digests_day ON staff_digests (municipality, day, staff);

-- The last day whose letters were all made.
CREATE TABLE digest_days (
    municipality TEXT NOT NULL,
    day {int} NOT NULL,
    PRIMARY KEY (municipality)
) {clustered};

-- Who does not want such letters.
CREATE TABLE digests_declined (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (municipality, staff)
) {clustered};
