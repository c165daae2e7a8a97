-- Reports that the office handles together with another one, which leads. A leading report is joined to none, so there are
-- no chains. `way` says whether the join rejected the report. Followers stay with the report that they follow: of whom else
-- a change is news, these rows say.
CREATE TABLE joined_reports (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    leader TEXT NOT NULL,
    way TEXT NOT NULL,
    joined_at {int} NOT NULL,
    PRIMARY KEY (municipality, report)
) {strict};

CREATE INDEX joined_reports_leading ON joined_reports (municipality, leader, joined_at, report);
CREATE INDEX joined_reports_beside ON joined_reports (municipality, report) WHERE way = 'beside';

-- Who says "me too" of a report. An account has `resident`; a guest has the address sealed under a key of its own, which
-- stands in data_keys under the purpose 'person'. A row with neither is a person who was forgotten with the time and still
-- counts.
CREATE TABLE report_supports (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    resident TEXT,
    email {blob},
    email_index {blob},
    language TEXT,
    asked_at {int} NOT NULL,
    confirmed_at {int},
    PRIMARY KEY (municipality, id),
    UNIQUE (municipality, report, resident)
) {strict};

CREATE INDEX report_supports_report ON report_supports (municipality, report, email_index);
CREATE INDEX report_supports_resident ON report_supports (municipality, resident) WHERE resident IS NOT NULL;
-- Of one address, and questions that wait: at it, in a town lately, and those that are too old.
CREATE INDEX report_supports_address ON report_supports (municipality, email_index) WHERE email_index IS NOT NULL;
CREATE INDEX report_supports_lately ON report_supports (municipality, asked_at) WHERE confirmed_at IS NULL;
CREATE INDEX report_supports_unanswered ON report_supports (asked_at) WHERE confirmed_at IS NULL;
