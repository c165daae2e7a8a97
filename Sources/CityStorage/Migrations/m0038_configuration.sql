-- Why somebody changed the settings of a town, in words of the office; empty for what a command did.
ALTER TABLE municipality_revisions ADD COLUMN reason TEXT NOT NULL DEFAULT '';
