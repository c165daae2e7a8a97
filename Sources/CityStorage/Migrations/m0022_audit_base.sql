-- Where the chain of the audit log begins once its oldest entries were discarded: the last of them, signed by the
-- installation. No row before the first time.
CREATE TABLE audit_base (
    chain TEXT NOT NULL PRIMARY KEY,
    sequence {int} NOT NULL,
    hash {blob} NOT NULL,
    at {int} NOT NULL,
    public_key {blob} NOT NULL,
    signature {blob} NOT NULL
) {strict};
