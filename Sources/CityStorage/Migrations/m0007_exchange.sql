-- Published reports and changes of reports, as other programs ask for them.

-- The changes of all reports by time. Their receipt is none, so that a submission writes nothing here.
CREATE INDEX report_events_changes ON report_events (municipality, at, report, sequence) WHERE act <> 'received';

-- Published reports by their receipt and by their last change, with everything a search narrows them by: which ones it
-- finds, the index tells alone.
CREATE INDEX public_reports_received
    ON public_reports (municipality, received_at, number, category, status, latitude, longitude);
DROP INDEX public_reports_changed;
CREATE INDEX public_reports_changed
    ON public_reports (municipality, updated_at, number, category, status, latitude, longitude);

-- Changes that programs made. `id` is the program's name for the change, `sequence` the line of the history it became.
CREATE TABLE program_updates (
    municipality TEXT NOT NULL,
    api_key TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence {int} NOT NULL,
    body_hash {blob} NOT NULL,
    PRIMARY KEY (municipality, api_key, id)
) {strict};
