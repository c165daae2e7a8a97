-- Requests that programs gave a name. `name` is a hash of the name and of whose it is, `fingerprint` one of what was asked.
-- The answer is sealed under a key of its own, which stands in data_keys under the purpose 'request'; while there is none
-- the request is being worked at until `working_until`.
CREATE TABLE requests (
    municipality TEXT NOT NULL,
    name {blob} NOT NULL,
    id TEXT NOT NULL,
    fingerprint {blob} NOT NULL,
    taken_at {int} NOT NULL,
    working_until {int} NOT NULL,
    answer {blob},
    PRIMARY KEY (municipality, name)
) {strict};

CREATE INDEX requests_oldest ON requests (taken_at);
