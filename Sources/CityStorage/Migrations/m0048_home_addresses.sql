-- Addresses that residents keep in their accounts: home, parents, work and others. `address`, which says what it is to them
-- and where, is sealed under the person's key.
CREATE TABLE resident_addresses (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    resident TEXT NOT NULL,
    -- Its place among those of the account, from 0 on; places of removed ones stay free.
    position {int} NOT NULL,
    address {blob} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX resident_addresses_owner ON resident_addresses (municipality, resident, position);

-- When a part of a change to the register was stored last: one that is not finished and writes no more was stopped.
ALTER TABLE address_imports ADD COLUMN written_at {int} NOT NULL DEFAULT 0;
