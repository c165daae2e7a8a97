-- Words that the office says often. `answer` is the kind of answer; it, `unit` and `category` are NULL for all of them.
CREATE TABLE answer_templates (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT,
    unit TEXT,
    category TEXT,
    revision {int} NOT NULL,
    PRIMARY KEY (municipality, id)
) {strict};
