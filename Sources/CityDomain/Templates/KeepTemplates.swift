public import CityKit

/// Keeps the templates of answers and offers them on cases (I-05).
///
/// All throw `AccountFailure.rightMissing`, `TemplateFailure`.
public struct KeepTemplates: Sendable {
    private let store: any TemplateStore
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(store: any TemplateStore, randomness: any Randomness, audit: RecordAudit) {
        self.store = store
        self.randomness = randomness
        self.audit = audit
    }

    /// Templates that one town keeps.
    public static let most = 500

    /// What somebody typed.
    public struct Typed: Sendable {
        let name: String
        let words: String
        let use: TemplateUse?
        /// Empty for every unit.
        let unit: String
        /// Empty for every category.
        let category: String

        public init(name: String, words: String, use: TemplateUse?, unit: String, category: String) {
            self.name = name
            self.words = words
            self.use = use
            self.unit = unit
            self.category = category
        }
    }

    /// A template, and whether the reader may change it.
    public struct Line: Sendable {
        public let template: AnswerTemplate
        public let mayChange: Bool
    }

    public func all(by caller: Caller, in town: Municipality) async throws -> [Line] {
        _ = try caller.using(.keepTemplates)
        return try await store.templates(in: town.id).map { Line(template: $0, mayChange: caller.keeps($0.draft)) }
    }

    /// - Throws: `TemplateFailure.gone`.
    public func one(_ id: ID<AnswerTemplate>, by caller: Caller, in town: Municipality) async throws -> Line {
        guard let line = try await all(by: caller, in: town).first(where: { $0.template.id == id }) else {
            throw TemplateFailure.gone
        }
        return line
    }

    /// Those that fit a case, in the order of their names.
    public func offered(on report: Report, in town: Municipality) async throws -> [AnswerTemplate] {
        try await store.templates(in: town.id).filter { $0.fits(report) }
    }

    /// - Throws: `Failures` with all that is wrong.
    public func add(_ typed: Typed, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        _ = try caller.using(.keepTemplates)
        let draft = try draft(typed, by: caller, in: town)
        let template = AnswerTemplate(id: randomness.id(at: now), draft: draft, revision: 1)
        let entry = try entry(.templateAdded, template, by: caller, in: town, at: now)
        try await store.add(template, most: Self.most, noting: entry, in: town.id)
    }

    /// - Parameter seen: the revision that was on the page.
    /// - Throws: `Failures` with all that is wrong.
    public func change(
        _ id: ID<AnswerTemplate>,
        seeing seen: Int,
        to typed: Typed,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard try await one(id, by: caller, in: town).mayChange else { throw TemplateFailure.outOfReach }
        let draft = try draft(typed, by: caller, in: town)
        let template = AnswerTemplate(id: id, draft: draft, revision: seen + 1)
        let entry = try entry(.templateChanged, template, by: caller, in: town, at: now)
        try await store.change(template, noting: entry, in: town.id)
    }

    /// - Parameter seen: the revision that was on the page.
    public func remove(
        _ id: ID<AnswerTemplate>,
        seeing seen: Int,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let line = try await one(id, by: caller, in: town)
        guard line.mayChange else { throw TemplateFailure.outOfReach }
        let template = AnswerTemplate(id: id, draft: line.template.draft, revision: seen)
        let entry = try entry(.templateRemoved, template, by: caller, in: town, at: now)
        try await store.remove(template, noting: entry, in: town.id)
    }

    private func draft(_ typed: Typed, by caller: Caller, in town: Municipality) throws -> TemplateDraft {
        let draft = TemplateDraft(
            name: typed.name.trimmingSpaces(),
            words: typed.words.trimmingSpaces(),
            use: typed.use,
            unit: typed.unit.isEmpty ? nil : ID(typed.unit),
            category: typed.category.isEmpty ? nil : ID(typed.category)
        )
        let failures = draft.failures(in: town)
        guard failures.isEmpty else { throw Failures(failures) }
        guard caller.keeps(draft) else { throw Failures([TemplateFailure.outOfReach]) }
        return draft
    }

    private func entry(
        _ kind: AuditKind,
        _ template: AnswerTemplate,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        let act = RecordAudit.Act(kind, .template(template.id, revision: template.revision))
        return try audit.entry(act, by: try caller.using(.keepTemplates), in: town.id, at: now)
    }
}

extension Caller {
    /// Whether the caller keeps templates of this unit and category.
    fileprivate func keeps(_ draft: TemplateDraft) -> Bool {
        scope(of: .keepTemplates).parts.contains { part in
            (part.unit == nil || part.unit == draft.unit)
                && (part.categories.isEmpty || draft.category.map(part.categories.contains) == true)
        }
    }
}

extension TemplateDraft {
    fileprivate func failures(in town: Municipality) -> [TemplateFailure] {
        var failures: [TemplateFailure] = []
        let (nameLength, length) = (name.unicodeScalars.count, words.unicodeScalars.count)
        if name.isEmpty { failures.append(TemplateFailure.nameMissing) }
        if nameLength > Self.longestName { failures.append(TemplateFailure.nameTooLong(length: nameLength)) }
        if words.isEmpty { failures.append(TemplateFailure.wordsMissing) }
        if length > Decision.longestText { failures.append(TemplateFailure.wordsTooLong(length: length)) }
        let strangers = TemplateGap.names(in: words).filter { TemplateGap(rawValue: $0) == nil }
        failures += strangers.prefix(1).map(TemplateFailure.gapUnknown)
        if let unit, town.unit(unit) == nil { failures.append(TemplateFailure.unitUnknown) }
        if let category, town.category(category) == nil { failures.append(TemplateFailure.categoryUnknown) }
        return failures
    }
}
