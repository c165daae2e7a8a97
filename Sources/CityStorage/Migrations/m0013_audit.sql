-- The audit log. Entries come in the transaction of what they tell of and wait here until they are linked. The
-- municipality is empty for what concerns the installation as a whole.
CREATE TABLE audit_queue (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    at {int} NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT,
    object TEXT NOT NULL,
    part TEXT,
    reason TEXT,
    request TEXT,
    sealed {blob},
    PRIMARY KEY (municipality, id)
) {clustered};

CREATE INDEX audit_queue_oldest ON audit_queue (id);

-- The chain of all towns together, in the order of `sequence`. Rows are only added.
CREATE TABLE audit_log (
    municipality TEXT NOT NULL,
    sequence {int} NOT NULL,
    id TEXT NOT NULL,
    at {int} NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT,
    object TEXT NOT NULL,
    part TEXT,
    reason TEXT,
    request TEXT,
    sealed {blob},
    hash {blob} NOT NULL,
    PRIMARY KEY (municipality, sequence)
) {strict};

CREATE UNIQUE INDEX audit_log_sequence ON audit_log (sequence);
-- Who looked at what.
CREATE INDEX audit_log_object ON audit_log (municipality, object, sequence);

-- Where the chain stands. Whoever links entries changes this row first, so that there is one writer at a time; `hash` is
-- that of the last entry, none before the first.
CREATE TABLE audit_head (
    chain TEXT NOT NULL PRIMARY KEY,
    sequence {int} NOT NULL,
    hash {blob}
) {strict};

INSERT INTO audit_head (chain, sequence) VALUES ('entries', 0);
