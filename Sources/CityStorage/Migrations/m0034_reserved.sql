-- Nothing: the number belongs to another change.
CREATE TABLE reserved_34 (number {int} NOT NULL PRIMARY KEY) {strict};
DROP TABLE reserved_34;
