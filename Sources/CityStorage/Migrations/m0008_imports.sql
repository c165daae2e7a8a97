-- The numbers that imported reports had in the system they came from. A number is taken in once for each source, so an
-- import can be repeated; the office finds a report by it, whatever the source.

CREATE TABLE foreign_numbers (
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    source TEXT NOT NULL,
    report TEXT NOT NULL,
    imported_at {int} NOT NULL,
    PRIMARY KEY (municipality, number, source)
) {clustered};

CREATE INDEX foreign_numbers_report ON foreign_numbers (municipality, report);

-- Reports of the public list that map_clusters and map_cluster_parts do not count yet. An import leaves its reports here and
-- counts them at its end, those that are near each other together: one by one they would change a page of the counts each.
CREATE TABLE map_uncounted (
    municipality TEXT NOT NULL,
    number {int} NOT NULL,
    PRIMARY KEY (municipality, number)
) {clustered};
