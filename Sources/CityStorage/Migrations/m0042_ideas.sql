-- Published ideas that stand on their own, with their support: a part of the public list, kept in line in the transaction of
-- every change. `persons` is how many support it as last counted, its author included; 0 while nobody counted.
-- `collects_until` is the last day on which it collects support, NULL when it does not. `supported_at` is when it had
-- the support it needs, NULL before.
CREATE TABLE ideas (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    number {int} NOT NULL,
    state TEXT NOT NULL,
    persons {int} NOT NULL,
    collects_until {int},
    supported_at {int},
    PRIMARY KEY (municipality, report),
    UNIQUE (municipality, number)
) {clustered};

CREATE INDEX ideas_support ON ideas (municipality, persons, number);
CREATE INDEX ideas_open ON ideas (municipality, number) WHERE state IN ('collecting', 'considered');
