-- The last day on which whoever reported may open an ended report again, noted when the rules that gave it change; NULL while
-- the rules of the day say it.
ALTER TABLE reports ADD COLUMN reopens_until {int};
