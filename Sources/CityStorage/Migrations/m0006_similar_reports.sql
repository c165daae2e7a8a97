-- Open published reports by their place: those of one category, and all. Finished ones, by far the most, are in neither.
CREATE INDEX public_reports_open_category
    ON public_reports (municipality, category, cell, latitude, longitude, received_at, number, status)
    WHERE status IN ('new', 'accepted', 'inProgress');
CREATE INDEX public_reports_open
    ON public_reports (municipality, cell, latitude, longitude, received_at, number, category, status)
    WHERE status IN ('new', 'accepted', 'inProgress');

-- The newest open reports of a category.
CREATE INDEX reports_open ON reports (municipality, category, received_at, id) WHERE NOT finished;
