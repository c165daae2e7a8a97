-- Photos with parts that are covered before everybody sees them. The covered pictures are encrypted files of their own, and
-- `caption` is sealed, all under the key of the photo; `areas` says what is covered, one area after the other, with `;` between.
ALTER TABLE report_photos ADD COLUMN areas TEXT;
ALTER TABLE report_photos ADD COLUMN covered_file TEXT;
ALTER TABLE report_photos ADD COLUMN covered_size {int};
ALTER TABLE report_photos ADD COLUMN covered_thumbnail TEXT;
ALTER TABLE report_photos ADD COLUMN covered_thumbnail_size {int};
ALTER TABLE report_photos ADD COLUMN caption {blob};
ALTER TABLE report_photos ADD COLUMN version {int} NOT NULL DEFAULT 0;

CREATE INDEX report_photos_covered ON report_photos (covered_file) WHERE covered_file IS NOT NULL;
CREATE INDEX report_photos_covered_thumbnail ON report_photos (covered_thumbnail) WHERE covered_thumbnail IS NOT NULL;

-- What each line of the log changed, and what has been so since.
ALTER TABLE report_photo_events ADD COLUMN change TEXT NOT NULL DEFAULT 'state';
ALTER TABLE report_photo_events ADD COLUMN areas TEXT;
ALTER TABLE report_photo_events ADD COLUMN caption {blob};
