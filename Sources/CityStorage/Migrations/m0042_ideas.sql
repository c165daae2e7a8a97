-- Published ideas that stand on their own, with their support: a part of the public list, kept in line in the transaction of
-- every change. `persons` is how many support it as last counted, its author included; 0 while nobody counted.
-- `uncounted` marks those to be counted anew though they collect no support: they changed, or somebody's words went away.
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
    uncounted {bool} NOT NULL,
    PRIMARY KEY (municipality, report),
    UNIQUE (municipality, number)
) {clustered};

CREATE INDEX ideas_support ON ideas (municipality, persons, number);
CREATE INDEX ideas_state ON ideas (municipality, state, persons, number);
-- What is counted every minute.
CREATE INDEX ideas_unsettled ON ideas (municipality, number) WHERE state = 'collecting' OR uncounted;
CREATE INDEX ideas_supported ON ideas (municipality, number)
    WHERE state = 'considered' AND supported_at IS NOT NULL;

-- Ideas from before needed no support; they are counted once.
INSERT INTO ideas (municipality, report, number, state, persons, uncounted)
SELECT e.municipality, r.id, e.number,
    CASE WHEN r.status = 'done' THEN 'accepted'
        WHEN r.status = 'closed' AND COALESCE(r.ground, '') = 'noAnswer' THEN 'lapsed'
        WHEN r.status IN ('closed', 'rejected') THEN 'notAccepted'
        ELSE 'considered' END,
    0, TRUE
FROM public_reports e
JOIN reports r ON r.municipality = e.municipality
    AND r.year = e.number / 1000000000 AND r.sequence = e.number % 1000000000
WHERE e.kind = 'idea'
    AND NOT EXISTS (SELECT 1 FROM joined_reports j WHERE j.municipality = e.municipality AND j.report = r.id);
