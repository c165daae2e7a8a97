public import CityKit

/// Where the office keeps templates. Each write is one durable transaction.
public protocol TemplateStore: Sendable {
    /// In the order of their names.
    func templates(in town: ID<Municipality>) async throws -> [AnswerTemplate]

    /// - Throws: `TemplateFailure.tooMany` when the town has `most` of them.
    func add(_ template: AnswerTemplate, most: Int, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Stores what `template` says in place of the revision before it.
    ///
    /// - Throws: `TemplateFailure.changedMeanwhile`, `.gone`.
    func change(_ template: AnswerTemplate, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// - Throws: `TemplateFailure.changedMeanwhile`; nothing happens, and nothing is noted, when it is gone.
    func remove(_ template: AnswerTemplate, noting entry: AuditEntry, in town: ID<Municipality>) async throws
}
