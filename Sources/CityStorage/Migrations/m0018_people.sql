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
