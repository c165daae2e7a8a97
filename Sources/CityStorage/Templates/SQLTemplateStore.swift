public import CityDomain
public import CityKit

/// Templates of answers in the database.
public struct SQLTemplateStore: TemplateStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func templates(in town: ID<Municipality>) async throws -> [AnswerTemplate] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, name, words, answer, unit, category, revision FROM answer_templates
                WHERE municipality = {town} ORDER BY name, id
                """
            ).map(AnswerTemplate.init)
        }
    }

    public func add(_ template: AnswerTemplate, most: Int, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let count =
                try transaction.query(
                    "SELECT CAST(COUNT(*) AS {int}) AS kept FROM answer_templates WHERE municipality = {town}"
                ).first?.int("kept") ?? 0
            guard count < most else { throw TemplateFailure.tooMany(most) }
            try transaction.execute(
                """
                INSERT INTO answer_templates (municipality, id, name, words, answer, unit, category, revision)
                VALUES ({town}, ?, ?, ?, ?, ?, ?, ?)
                """,
                template.id,
                template.draft.name,
                template.draft.words,
                template.draft.use?.rawValue,
                template.draft.unit,
                template.draft.category,
                template.revision
            )
            try transaction.note(entry)
        }
    }

    public func change(_ template: AnswerTemplate, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        let draft = template.draft
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                """
                UPDATE answer_templates SET name = ?, words = ?, answer = ?, unit = ?, category = ?, revision = ?
                WHERE municipality = {town} AND id = ? AND revision = ?
                """,
                values: [
                    draft.name.databaseValue, draft.words.databaseValue, (draft.use?.rawValue).databaseValue,
                    draft.unit.databaseValue, draft.category.databaseValue, template.revision.databaseValue,
                    template.id.databaseValue, (template.revision - 1).databaseValue,
                ]
            )
            guard changed > 0 else { throw try transaction.reason(nothingHappenedTo: template.id) }
            try transaction.note(entry)
        }
    }

    public func remove(_ template: AnswerTemplate, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let gone = try transaction.change(
                "DELETE FROM answer_templates WHERE municipality = {town} AND id = ? AND revision = ?",
                values: [template.id.databaseValue, template.revision.databaseValue]
            )
            if gone > 0 { return try transaction.note(entry) }
            let reason = try transaction.reason(nothingHappenedTo: template.id)
            if reason != .gone { throw reason }
        }
    }
}

extension TownTransaction {
    fileprivate func reason(nothingHappenedTo template: ID<AnswerTemplate>) throws -> TemplateFailure {
        let found = try query("SELECT id FROM answer_templates WHERE municipality = {town} AND id = ?", template)
        return found.isEmpty ? .gone : .changedMeanwhile
    }
}

extension AnswerTemplate {
    /// - Parameter row: with the columns of `answer_templates`.
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            draft: TemplateDraft(
                name: try row.text("name"),
                words: try row.text("words"),
                use: try row.optionalText("answer").flatMap(TemplateUse.init),
                unit: try row.optionalID("unit"),
                category: try row.optionalID("category")
            ),
            revision: try row.int("revision")
        )
    }
}
