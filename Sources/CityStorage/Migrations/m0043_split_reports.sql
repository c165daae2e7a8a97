-- Parts that the office split off a case. A part is a row of reports like any other and comes of one case; a case that came of
-- another one has no parts itself, so there are no chains. `looked` says that the office knows that the part has ended.
CREATE TABLE split_reports (
    municipality TEXT NOT NULL,
    report TEXT NOT NULL,
    origin TEXT NOT NULL,
    split_at {int} NOT NULL,
    looked {bool} NOT NULL DEFAULT FALSE,
    PRIMARY KEY (municipality, report)
) {strict};

CREATE INDEX split_reports_origin ON split_reports (municipality, origin, split_at, report);
-- Those whose end, once they have one, is news.
CREATE INDEX split_reports_news ON split_reports (municipality, origin) WHERE NOT looked;
