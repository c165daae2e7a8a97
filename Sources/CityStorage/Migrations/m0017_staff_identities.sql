-- Persons at services of an office, and who of the office they are. An index, not the person: see docs/identity.md.
CREATE TABLE staff_identities (
    municipality TEXT NOT NULL,
    subject_index {blob} NOT NULL,
    staff TEXT NOT NULL,
    provider TEXT NOT NULL,
    linked_at {int} NOT NULL,
    PRIMARY KEY (municipality, subject_index),
    UNIQUE (municipality, staff, provider)
) {strict};
