-- What happened at the doors of accounts. `place`, the network and the browser, is sealed under the person's key. The row
-- with the empty id is about no account: what is written there costs as much as a line about one.
CREATE TABLE account_events (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    resident TEXT,
    kind TEXT NOT NULL,
    at {int} NOT NULL,
    place {blob},
    kept_until {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX account_events_resident ON account_events (municipality, resident, at);
CREATE INDEX account_events_over ON account_events (kept_until);

-- How surely a resident is who the account says. Every account that stands by now was made by a letter to its address, or by
-- a service that vouches for it.
ALTER TABLE residents ADD COLUMN verification TEXT NOT NULL DEFAULT 'contactConfirmed';
ALTER TABLE registrations ADD COLUMN verification TEXT NOT NULL DEFAULT 'none';

-- Why the office deleted the account, sealed under the key of the farewell; NULL where its owner did.
ALTER TABLE farewells ADD COLUMN reason {blob};
