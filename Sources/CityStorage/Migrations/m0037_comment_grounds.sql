-- The kind of forbidden content that the office named when it refused the comment or took it down; NULL for none.
ALTER TABLE comments ADD COLUMN ground TEXT;
