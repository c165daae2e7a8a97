-- The places of public_reports, apart from them: here each report lies among its neighbours, which an import of many reports
-- in the order of their numbers would look up one by one. It puts its reports here at its end, in the order of their cells;
-- until then they stand in map_uncounted.

-- The key holds everything that the map shows, so that it alone is read on both engines.
CREATE TABLE public_places (
    municipality TEXT NOT NULL,
    cell {int} NOT NULL,
    latitude {real} NOT NULL,
    longitude {real} NOT NULL,
    number {int} NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    received_at {int} NOT NULL,
    PRIMARY KEY (municipality, cell, latitude, longitude, number, category, kind, status)
) {clustered};

INSERT INTO public_places
    (municipality, cell, latitude, longitude, number, category, kind, status, received_at)
SELECT e.municipality, e.cell, e.latitude, e.longitude, e.number, e.category, e.kind, e.status, e.received_at
FROM public_reports e
WHERE e.cell IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM map_uncounted u WHERE u.municipality = e.municipality AND u.number = e.number)
ORDER BY e.municipality, e.cell;

-- Open reports of one category by their place. Those of all categories are asked for at one spot only, where the key serves.
CREATE INDEX public_places_open
    ON public_places (municipality, category, cell, latitude, longitude, received_at, number, status)
    WHERE status IN ('new', 'accepted', 'inProgress');

DROP INDEX public_reports_map;
DROP INDEX public_reports_open_category;
DROP INDEX public_reports_open;
