-- Files that the office added to its notes on a case. `name` and the file are sealed under the key of the case; both are NULL once
-- the file was removed, which `removed_at` and `removed_by` then say.
CREATE TABLE note_files (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    line TEXT NOT NULL,
    position {int} NOT NULL,
    name {blob},
    file TEXT,
    file_size {int} NOT NULL,
    removed_at {int},
    removed_by TEXT,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX note_files_report ON note_files (municipality, report, line, position);
CREATE INDEX note_files_file ON note_files (file) WHERE file IS NOT NULL;
