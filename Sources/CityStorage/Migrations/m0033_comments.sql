-- Comments on published reports. `words`, as they were written, and `reason`, why the office refused or took one down, are
-- sealed under a key of the comment, which stands in data_keys under the purpose 'person'; both are NULL for a comment of the
-- office and once the person was erased. `public_words` is what everybody reads; NULL while nobody may. `voice` is 'reporter',
-- 'resident' or 'office'; an office has the `unit` that signs. `form_key` is a hash of the key of the form, so that sending it
-- twice makes one comment.
CREATE TABLE comments (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    resident TEXT,
    voice TEXT NOT NULL,
    unit TEXT,
    written_at {int} NOT NULL,
    words {blob},
    reason {blob},
    form_key {blob},
    body_hash {blob},
    state TEXT NOT NULL,
    decided_at {int},
    -- Who decided last, or wrote it for the office.
    officer TEXT,
    public_words TEXT,
    wording TEXT,
    published_at {int},
    flags {int} NOT NULL,
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, form_key)
) {strict};

CREATE INDEX comments_report ON comments (municipality, report, written_at, id);
CREATE INDEX comments_resident ON comments (municipality, resident, written_at) WHERE resident IS NOT NULL;
CREATE INDEX comments_waiting ON comments (municipality, written_at, id) WHERE state = 'waiting' OR flags > 0;
CREATE INDEX comments_decided ON comments (municipality, decided_at) WHERE state = 'refused' OR state = 'takenDown';

-- That somebody said a comment should not be there, and why; nothing of who did. Gone once the office has looked.
CREATE TABLE comment_flags (
    municipality TEXT NOT NULL,
    comment TEXT NOT NULL,
    ground TEXT NOT NULL,
    count {int} NOT NULL,
    flagged_at {int} NOT NULL,
    PRIMARY KEY (municipality, comment, ground)
) {clustered};

-- How content the reporter is with an ending of the report: one answer for each. `words`, to the office, is sealed under the key
-- of the case.
CREATE TABLE satisfaction_answers (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    ended_at {int} NOT NULL,
    answer TEXT NOT NULL,
    said_at {int} NOT NULL,
    words {blob},
    PRIMARY KEY (municipality, report, ended_at)
) {clustered};
