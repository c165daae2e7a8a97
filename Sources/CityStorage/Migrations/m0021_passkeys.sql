-- Second factors. `holder` is the id of somebody of the office so far; ids are random, so that residents can have theirs in
-- the same tables.
ALTER TABLE staff_factors RENAME TO factors;
ALTER TABLE factors RENAME COLUMN staff TO holder;
ALTER TABLE staff_recovery_codes RENAME TO recovery_codes;
ALTER TABLE recovery_codes RENAME COLUMN staff TO holder;

-- `name` and `credential` are sealed under the key of the holder; the index is a keyed hash of the credential's id.
CREATE TABLE passkeys (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    holder TEXT NOT NULL,
    credential_index {blob} NOT NULL,
    credential {blob} NOT NULL,
    name {blob} NOT NULL,
    counter {int} NOT NULL,
    created_at {int} NOT NULL,
    used_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, credential_index)
) {strict};

CREATE INDEX passkeys_holder ON passkeys (municipality, holder);

-- What passkeys have to sign. `bound_to` is the hash of the token of a sign-in or of a session.
CREATE TABLE passkey_challenges (
    municipality TEXT NOT NULL,
    bound_to {blob} NOT NULL,
    purpose TEXT NOT NULL,
    challenge {blob} NOT NULL,
    issued_at {int} NOT NULL,
    PRIMARY KEY (municipality, bound_to, purpose)
) {clustered};

CREATE INDEX passkey_challenges_oldest ON passkey_challenges (municipality, issued_at);

-- Invitations to the office by letter: the token is made from the id, `language` is that of the letter. Both are NULL for
-- links that were made before; the latter also for one that is handed over.
ALTER TABLE staff_invitations ADD COLUMN id TEXT;
ALTER TABLE staff_invitations ADD COLUMN language TEXT;

CREATE UNIQUE INDEX staff_invitations_id ON staff_invitations (municipality, id);
