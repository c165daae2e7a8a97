-- What everybody may see of reports, ready to be listed and drawn.

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
