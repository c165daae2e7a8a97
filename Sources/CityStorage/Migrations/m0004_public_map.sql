-- What everybody may see of reports, ready to be listed and drawn.

-- A published report that nobody sees any more: finished long ago, or taken down.
ALTER TABLE publications ADD COLUMN hidden_at {int};

-- One row for each report that is published and not hidden, and nothing that a list or a map does not show.
CREATE TABLE public_reports (
    municipality TEXT NOT NULL,
    number {int} NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    address TEXT,
    latitude {real},
    longitude {real},
    cell {int},
    received_at {int} NOT NULL,
    published_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    PRIMARY KEY (municipality, number)
) {strict};

-- Words of the title and the address.
CREATE TABLE public_words (
    municipality TEXT NOT NULL,
    word TEXT NOT NULL,
    published_at {int} NOT NULL,
    number {int} NOT NULL,
    PRIMARY KEY (municipality, word, published_at, number)
) {clustered};

-- How many reports stand in a cell of the map, and the sums of their places in millionths of a degree.
CREATE TABLE map_clusters (
    municipality TEXT NOT NULL,
    level {int} NOT NULL,
    cell {int} NOT NULL,
    points {int} NOT NULL,
    latitudes {int} NOT NULL,
    longitudes {int} NOT NULL,
    PRIMARY KEY (municipality, level, cell)
) {clustered};

-- The same, told apart by everything that a map can be filtered by.
CREATE TABLE map_cluster_parts (
    municipality TEXT NOT NULL,
    level {int} NOT NULL,
    cell {int} NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    points {int} NOT NULL,
    latitudes {int} NOT NULL,
    longitudes {int} NOT NULL,
    PRIMARY KEY (municipality, level, cell, category, kind, status)
) {clustered};

-- The reports that are published already. Their words come with their next change.
INSERT INTO public_reports
    (municipality, number, category, kind, status, title, address, latitude, longitude, cell, received_at,
     published_at, updated_at)
SELECT p.municipality, r.year * 1000000000 + r.sequence, r.category, r.kind, r.status, p.title, p.address, p.latitude,
    p.longitude, c.cell, r.received_at, p.published_at, r.updated_at
FROM publications p
JOIN reports r ON r.municipality = p.municipality AND r.id = p.report
LEFT JOIN (
    SELECT municipality, report,
        ((x | (x << 1)) & 6148914691236517205) | (((y | (y << 1)) & 6148914691236517205) << 1) AS cell
    FROM (
        SELECT municipality, report, (x | (x << 2)) & 3689348814741910323 AS x,
            (y | (y << 2)) & 3689348814741910323 AS y
        FROM (
            SELECT municipality, report, (x | (x << 4)) & 1085102592571150095 AS x,
                (y | (y << 4)) & 1085102592571150095 AS y
            FROM (
                SELECT municipality, report, (x | (x << 8)) & 71777214294589695 AS x,
                    (y | (y << 8)) & 71777214294589695 AS y
                FROM (
                    SELECT municipality, report, (x | (x << 16)) & 281470681808895 AS x,
                        (y | (y << 16)) & 281470681808895 AS y
                    FROM (
                        SELECT municipality, report,
                            CASE WHEN longitude = 180 THEN 67108863
                                ELSE CAST(floor((longitude + 180) / 360 * 67108864) AS {int}) END AS x,
                            CASE WHEN latitude = 90 THEN 67108863
                                ELSE CAST(floor((latitude + 90) / 180 * 67108864) AS {int}) END AS y
                        FROM publications WHERE latitude IS NOT NULL AND longitude IS NOT NULL
                    ) AS places
                ) AS bits16
            ) AS bits8
        ) AS bits4
    ) AS bits2
) AS c ON c.municipality = p.municipality AND c.report = p.report;

INSERT INTO map_cluster_parts (municipality, level, cell, category, kind, status, points, latitudes, longitudes)
SELECT e.municipality, l.level, e.cell >> CAST(52 - 2 * l.level AS INTEGER), e.category, e.kind, e.status, COUNT(*),
    CAST(SUM(CAST(round(e.latitude * 1000000) AS {int})) AS {int}),
    CAST(SUM(CAST(round(e.longitude * 1000000) AS {int})) AS {int})
FROM public_reports e
CROSS JOIN (
    SELECT 2 AS level UNION ALL SELECT 4 UNION ALL SELECT 6 UNION ALL SELECT 8 UNION ALL SELECT 10
    UNION ALL SELECT 12 UNION ALL SELECT 14 UNION ALL SELECT 16 UNION ALL SELECT 18 UNION ALL SELECT 20
) AS l
WHERE e.cell IS NOT NULL
GROUP BY e.municipality, l.level, e.cell >> CAST(52 - 2 * l.level AS INTEGER), e.category, e.kind, e.status;

INSERT INTO map_clusters (municipality, level, cell, points, latitudes, longitudes)
SELECT municipality, level, cell, CAST(SUM(points) AS {int}), CAST(SUM(latitudes) AS {int}),
    CAST(SUM(longitudes) AS {int})
FROM map_cluster_parts GROUP BY municipality, level, cell;

-- The list, newest first, for each filter that a page offers.
CREATE INDEX public_reports_newest ON public_reports (municipality, published_at, number);
CREATE INDEX public_reports_category ON public_reports (municipality, category, published_at, number);
CREATE INDEX public_reports_kind ON public_reports (municipality, kind, published_at, number);
CREATE INDEX public_reports_status ON public_reports (municipality, status, published_at, number);
CREATE INDEX public_reports_category_status ON public_reports (municipality, category, status, published_at, number);
CREATE INDEX public_reports_kind_status ON public_reports (municipality, kind, status, published_at, number);
CREATE INDEX public_reports_changed ON public_reports (municipality, updated_at, number);

-- The map: everything it shows, so that the table itself is not read.
CREATE INDEX public_reports_map
    ON public_reports (municipality, cell, latitude, longitude, number, category, kind, status);
