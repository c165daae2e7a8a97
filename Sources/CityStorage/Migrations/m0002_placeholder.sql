-- Keeps the numbers without a gap until the real one arrives.
CREATE TABLE placeholder (
    id {int} NOT NULL PRIMARY KEY
) {strict};
