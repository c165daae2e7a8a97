-- Second factors of residents stand beside those of the office. `door` says where somebody waits who got past the first step.
ALTER TABLE staff_sign_ins RENAME TO pending_sign_ins;
ALTER TABLE pending_sign_ins RENAME COLUMN staff TO holder;
ALTER TABLE pending_sign_ins ADD COLUMN door TEXT NOT NULL DEFAULT 'office';

CREATE INDEX pending_sign_ins_oldest ON pending_sign_ins (municipality, opened_at);

-- What somebody may set up in one browser. `bound_to` is the hash of the token of a sign-in or of a session; `secret` is for
-- an app, and is sealed under the person's key.
CREATE TABLE factor_offers (
    municipality TEXT NOT NULL,
    bound_to {blob} NOT NULL,
    holder TEXT NOT NULL,
    secret {blob} NOT NULL,
    issued_at {int} NOT NULL,
    PRIMARY KEY (municipality, bound_to)
) {clustered};

CREATE INDEX factor_offers_owner ON factor_offers (municipality, holder);
CREATE INDEX factor_offers_oldest ON factor_offers (municipality, issued_at);

INSERT INTO factor_offers (municipality, bound_to, holder, secret, issued_at)
SELECT municipality, token_hash, holder, secret, opened_at FROM pending_sign_ins WHERE secret IS NOT NULL;

ALTER TABLE pending_sign_ins DROP COLUMN secret;

-- Letters to people of the office about their own account.
CREATE TABLE staff_notices (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    change TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX staff_notices_oldest ON staff_notices (municipality, created_at);
