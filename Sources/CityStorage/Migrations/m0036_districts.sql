-- The district that the place of a published report is in: its id, '' for none of them, NULL until the place was sorted; and
-- the revision of the town by whose outlines it was sorted. Places that are new or moved have 0; the program sorts them.
ALTER TABLE publications ADD COLUMN district TEXT;
ALTER TABLE publications ADD COLUMN sorted_by {int} NOT NULL DEFAULT 0;
CREATE INDEX publications_sorted ON publications (municipality, sorted_by, report) WHERE latitude IS NOT NULL;

-- By which outlines of districts the places of a town are sorted; no row for a town that never had any.
CREATE TABLE district_maps (
    municipality TEXT NOT NULL PRIMARY KEY,
    -- Of the outlines; empty where the town has none any more.
    checksum TEXT NOT NULL,
    -- The first revision of the town that was sorted by them.
    revision {int} NOT NULL
) {strict};
