public import CityKit

/// Words that the office says often (I-05), kept for a kind of answer, a unit or a category, or for all of them.
public struct AnswerTemplate: Sendable, Equatable {
    public let id: ID<AnswerTemplate>
    public let draft: TemplateDraft
    /// From 1; each change makes the next one.
    public let revision: Int

    public init(id: ID<AnswerTemplate>, draft: TemplateDraft, revision: Int) {
        self.id = id
        self.draft = draft
        self.revision = revision
    }

    /// Whether it is offered on a case; those of an answer that the case cannot get now are offered all the same.
    func fits(_ report: Report) -> Bool {
        (draft.unit ?? report.unit) == report.unit && (draft.category ?? report.category) == report.category
    }
}

/// What a template says and where it is offered, checked.
public struct TemplateDraft: Sendable, Equatable {
    /// How people of the office find it.
    public let name: String
    /// With gaps such as `{number}`; see `TemplateGap`.
    public let words: String
    /// Nil for every answer.
    public let use: TemplateUse?
    /// Nil for every unit.
    public let unit: ID<Unit>?
    /// Nil for every category.
    public let category: ID<Category>?

    /// What the database keeps, checked when it was stored.
    public init(name: String, words: String, use: TemplateUse?, unit: ID<Unit>?, category: ID<Category>?) {
        self.name = name
        self.words = words
        self.use = use
        self.unit = unit
        self.category = category
    }

    /// Letters and signs of a name.
    public static let longestName = 80
}

/// The answer that a template is for.
public enum TemplateUse: String, Sendable, CaseIterable {
    case accepted, rejected, inProgress, done, closed
    /// What the office asks the reporter.
    case question

    public var text: Text { Text("template.use.\(rawValue)") }
}

/// A gap in the words of a template, `{number}`, that a case fills: a closed list.
public enum TemplateGap: String, Sendable, CaseIterable {
    case number, category, unit, office
    /// The place as the reporter gave it.
    case address
    /// The day of receipt.
    case received
    /// The last day of the term that runs.
    case due

    public var text: Text { Text("template.gap.\(rawValue)") }
    public var token: String { "{\(rawValue)}" }

    /// The names in braces, in the order of the text, whether or not there is such a gap.
    static func names(in words: String) -> [String] {
        words.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) }
    }

    /// The first gap that nothing fills.
    static func left(in words: String) -> Self? { names(in: words).lazy.compactMap(Self.init).first }
}

// MARK: - Filling

extension AnswerTemplate {
    /// The words for a case. A gap for which the case has nothing stays as it is: it cannot be sent before somebody fills it.
    ///
    /// - Parameter language: that of the words.
    public func filled(for open: OpenReport, in town: Municipality, language: Language) -> String {
        let report = open.report
        return TemplateGap.filling(draft.words) { gap in
            switch gap {
            case .number: report.number.description
            case .category: town.category(report.category)?.name[language]
            case .unit: town.unit(report.unit)?.name[language]
            case .office: town.profile.office.name[language]
            case .address: open.content.place.address
            case .received: town.clock.date(of: report.receivedAt).words(in: language)
            case .due: report.nextDeadline?.due.words(in: language)
            }
        }
    }
}

extension TemplateGap {
    /// Each gap is filled once: what somebody wrote is no template, and brings no gap along.
    fileprivate static func filling(_ words: String, _ value: (Self) -> String?) -> String {
        words.replacing(/\{([A-Za-z]+)\}/) { match in
            let filled = Self(rawValue: String(match.1)).flatMap(value)
            return filled?.filter { $0 != "{" && $0 != "}" } ?? String(match.0)
        }
    }
}
