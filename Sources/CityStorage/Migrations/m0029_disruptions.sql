-- Disturbances of the service, as everybody reads them. `words` is JSON, a text by language. `over_at` is when it is over or
-- was cancelled; NULL while nobody knows. `version` counts the lines of its history.
CREATE TABLE disruptions (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    announced_at {int} NOT NULL,
    starts_at {int} NOT NULL,
    ends_at {int},
    words TEXT NOT NULL,
    ended_at {int},
    cancelled_at {int},
    over_at {int},
    version {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX disruptions_over ON disruptions (municipality, over_at);

-- Who of the office did what, and what it said from then on.
CREATE TABLE disruption_lines (
    municipality TEXT NOT NULL,
    disruption TEXT NOT NULL,
    sequence {int} NOT NULL,
    at {int} NOT NULL,
    officer TEXT NOT NULL,
    act TEXT NOT NULL,
    starts_at {int} NOT NULL,
    ends_at {int},
    words TEXT NOT NULL,
    PRIMARY KEY (municipality, disruption, sequence)
) {clustered};

-- What the first start made of this database: real, training or demo. One row, for good.
CREATE TABLE installation (
    sole {int} NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    made_at {int} NOT NULL
) {strict};
