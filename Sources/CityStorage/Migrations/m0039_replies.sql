-- What the office and the reporter write to each other about a report, besides decisions and questions. `words` is sealed under
-- the key of the case; NULL where they are the answer that stands at the line `line` of the history. `sender`, and the file with
-- the whole mail, are sealed under the key of the reporter, so that they are gone once the reporter is erased. `news` says that
-- nobody of the office has looked at it.
CREATE TABLE report_messages (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    at {int} NOT NULL,
    way TEXT NOT NULL,
    officer TEXT,
    line {int},
    words {blob},
    sender {blob},
    from_elsewhere {bool} NOT NULL,
    mail_file TEXT,
    mail_size {int},
    refused {blob},
    news {bool} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};

CREATE INDEX report_messages_report ON report_messages (municipality, report, at, id);
CREATE INDEX report_messages_news ON report_messages (municipality, report) WHERE news;
CREATE INDEX report_messages_file ON report_messages (mail_file) WHERE mail_file IS NOT NULL;

-- Mails that were taken from the mailbox, by a keyed hash of their names: each is taken once.
CREATE TABLE taken_mails (
    municipality TEXT NOT NULL,
    mail {blob} NOT NULL,
    report TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (municipality, mail)
) {clustered};

CREATE INDEX taken_mails_report ON taken_mails (municipality, report);

-- The message with which the reporter sent the photo, in place of a report.
ALTER TABLE report_photos ADD COLUMN message TEXT;
CREATE INDEX report_photos_message ON report_photos (municipality, message) WHERE message IS NOT NULL;
