-- Complaints about the working of the system. `content`, who complains and of what, is sealed under a key of its own, which
-- stands in data_keys under the purpose 'person'; once that is destroyed `content` is NULL, and the line of the register stays.
-- `due` is NULL where the regulation counts no days. `form_key` is a hash of the key of the form, so that sending it twice
-- makes one complaint.
CREATE TABLE complaints (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    year {int} NOT NULL,
    sequence {int} NOT NULL,
    resident TEXT,
    subject TEXT NOT NULL,
    origin TEXT NOT NULL,
    received_on {int} NOT NULL,
    stored_at {int} NOT NULL,
    event_day {int},
    due {int},
    language TEXT NOT NULL,
    has_email {bool} NOT NULL,
    content {blob},
    form_key {blob} NOT NULL,
    body_hash {blob} NOT NULL,
    outcome TEXT,
    answered_at {int},
    erased_at {int},
    -- When it was answered or erased, whichever came first.
    ended_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, year, sequence),
    UNIQUE (municipality, form_key)
) {strict};

CREATE INDEX complaints_open ON complaints (municipality, COALESCE(due, 9999999), received_on, id) WHERE ended_at IS NULL;
CREATE INDEX complaints_ended ON complaints (municipality, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX complaints_resident ON complaints (municipality, resident) WHERE resident IS NOT NULL;

-- What the office wrote: the answer first, then what it added. `words` is sealed under the key of the complaint.
CREATE TABLE complaint_lines (
    municipality TEXT NOT NULL,
    complaint TEXT NOT NULL,
    sequence {int} NOT NULL,
    at {int} NOT NULL,
    officer TEXT NOT NULL,
    words {blob} NOT NULL,
    PRIMARY KEY (municipality, complaint, sequence)
) {clustered};

-- The complaint a photo was sent with, in place of a report.
ALTER TABLE report_photos ADD COLUMN complaint TEXT;
CREATE INDEX report_photos_complaint ON report_photos (municipality, complaint, position) WHERE complaint IS NOT NULL;
