-- One-time links by which somebody makes a town, by a hash of their secrets. `draft` is what was typed, sealed; it goes
-- when the town is made. Times are Unix milliseconds.
CREATE TABLE town_setups (
    token_hash {blob} NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    ends_at {int} NOT NULL,
    draft {blob} NOT NULL,
    made_town TEXT,
    administrator TEXT
) {strict};

CREATE INDEX town_setups_ends ON town_setups (ends_at);
