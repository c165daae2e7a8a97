-- What everybody reads of questions that were answered: the words of the office, nothing of whoever asked. The questions are
-- reports of the kind 'question'. Read while the report is 'done'; gone with the report.
CREATE TABLE answered_questions (
    municipality TEXT NOT NULL,
    number {int} NOT NULL,
    report TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    published_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    PRIMARY KEY (municipality, number),
    UNIQUE (municipality, report)
) {strict};

CREATE INDEX answered_questions_newest ON answered_questions (municipality, published_at, number);

-- Words of the question and the answer; `asked` are those of the question.
CREATE TABLE question_words (
    municipality TEXT NOT NULL,
    word TEXT NOT NULL,
    number {int} NOT NULL,
    asked {bool} NOT NULL,
    PRIMARY KEY (municipality, word, number)
) {clustered};

CREATE INDEX question_words_number ON question_words (municipality, number);
