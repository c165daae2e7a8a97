-- Who of the office may do what: a role, for a unit or for all of them, and for some categories or for all.
CREATE TABLE staff_roles (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    role TEXT NOT NULL,
    -- Empty for every unit.
    unit TEXT NOT NULL,
    -- Ids with spaces between; empty for every category.
    categories TEXT NOT NULL,
    PRIMARY KEY (municipality, staff, role, unit)
) {clustered};

INSERT INTO staff_roles (municipality, staff, role, unit, categories)
SELECT municipality, id, role, '', '' FROM staff;

-- An administrator handled reports as well, which the role alone allows no more.
INSERT INTO staff_roles (municipality, staff, role, unit, categories)
SELECT municipality, id, 'operator', '', '' FROM staff WHERE role = 'administrator';

ALTER TABLE staff DROP COLUMN role;
-- Where somebody works; NULL for the office itself.
ALTER TABLE staff ADD COLUMN unit TEXT;

CREATE INDEX staff_sessions_owner ON staff_sessions (municipality, staff);

-- Links by which somebody of the office sets a password; one for a person. Somebody who never had a password has the empty
-- text for its hash.
CREATE TABLE staff_invitations (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    created_at {int} NOT NULL,
    PRIMARY KEY (municipality, staff),
    UNIQUE (municipality, token_hash)
) {strict};

-- Second factors: the secret, sealed under the person's key, and the step of the last code that was taken.
CREATE TABLE staff_factors (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    secret {blob} NOT NULL,
    last_step {int} NOT NULL,
    PRIMARY KEY (municipality, staff)
) {strict};

-- Those that were not used yet.
CREATE TABLE staff_recovery_codes (
    municipality TEXT NOT NULL,
    staff TEXT NOT NULL,
    code_hash {blob} NOT NULL,
    PRIMARY KEY (municipality, staff, code_hash)
) {clustered};

-- Sign-ins that have got past the password. `secret` is what a person without a factor is about to set up.
CREATE TABLE staff_sign_ins (
    municipality TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    staff TEXT NOT NULL,
    secret {blob},
    opened_at {int} NOT NULL,
    PRIMARY KEY (municipality, token_hash)
) {strict};

CREATE INDEX staff_sign_ins_owner ON staff_sign_ins (municipality, staff);
