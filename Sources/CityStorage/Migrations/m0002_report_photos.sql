-- Photos of reports; the pictures are encrypted files, their keys stand in data_keys under the purpose 'photo'. While a
-- photo waits for its report to be sent, `report` is null and `expires_at` says how long. `owner` is who added it.

CREATE TABLE report_photos (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    report TEXT,
    position {int} NOT NULL,
    file TEXT NOT NULL,
    file_size {int} NOT NULL,
    thumbnail TEXT NOT NULL,
    thumbnail_size {int} NOT NULL,
    width {int} NOT NULL,
    height {int} NOT NULL,
    state TEXT NOT NULL,
    uploaded_at {int} NOT NULL,
    regulation TEXT,
    licence TEXT,
    declarations TEXT,
    expires_at {int},
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX report_photos_report ON report_photos (municipality, report, position) WHERE report IS NOT NULL;
CREATE INDEX report_photos_owner ON report_photos (municipality, owner, id);
CREATE INDEX report_photos_expiry ON report_photos (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX report_photos_file ON report_photos (file);
CREATE INDEX report_photos_thumbnail ON report_photos (thumbnail);

CREATE TABLE report_photo_events (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    sequence {int} NOT NULL,
    photo TEXT NOT NULL,
    state TEXT NOT NULL,
    at {int} NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (municipality, report, sequence)
) {strict};
