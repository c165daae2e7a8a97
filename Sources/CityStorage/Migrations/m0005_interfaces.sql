-- Programs act for the office as people do: `officer` is the id of a member of staff, or 'key:' and the id of a key.
ALTER TABLE report_events RENAME COLUMN staff TO officer;
UPDATE report_events SET actor = 'office' WHERE actor = 'staff';
ALTER TABLE report_photo_events RENAME COLUMN staff TO officer;

-- What a key may do, separated by spaces; null for all that its role may. No more requests in a minute than
-- `per_minute`, 0 for no limit, null for the usual one.
ALTER TABLE api_keys ADD COLUMN scopes TEXT;
ALTER TABLE api_keys ADD COLUMN per_minute {int};
ALTER TABLE api_keys ADD COLUMN expires_at {int};
