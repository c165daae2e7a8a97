import CityKit

/// Turns what somebody typed into members of a category, and says what is missing. Whether the whole fits together is asked
/// of the files afterwards.
struct CategoryDraftCheck {
    private let draft: CategoryDraft
    private let languages: [Language]
    private(set) var failures: [any Failure] = []

    private let freshGroup: String

    /// The address of the page of a new category has this word in the place of an id.
    private static let reserved = "new"

    /// - Parameter groups: ids of those that are there.
    init(_ draft: CategoryDraft, languages: [Language], groups: [String]) {
        self.draft = draft
        self.languages = languages
        let names = ["\(draft.id)-group"] + (2...(groups.count + 2)).map { "\(draft.id)-group-\($0)" }
        freshGroup = names.first { !groups.contains($0) } ?? names[0]
        let used = draft.id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        if draft.id.isEmpty || draft.id == Self.reserved || !used { failures.append(CategoryFailure.idMalformed) }
    }

    /// The group that is to be made; nil where one that is there was chosen.
    var newGroup: JSONTree? {
        guard draft.group.isEmpty, let name = Self.localized(draft.newGroup, languages) else { return nil }
        return .object(["id": .text(freshGroup), "name": name])
    }

    var group: String { draft.group.isEmpty ? freshGroup : draft.group }

    /// Puts every answer of the form into the category.
    mutating func fill(_ category: inout JSONTree, group: String) {
        if draft.group.isEmpty, newGroup == nil { failures.append(CategoryFailure.groupMissing) }
        let name = Self.localized(draft.name, languages)
        if let missing = Self.missing(draft.name, languages) {
            failures.append(CategoryFailure.nameMissing(in: missing))
        }
        category["name"] = name
        category["group"] = .text(group)
        category["hint"] = optional(draft.hint, "hint")
        category["warning"] = optional(draft.warning, "warning")
        category["kind"] = .text(draft.kind.rawValue)
        category["unit"] = .text(draft.unit)
        category["icon"] = .text(draft.icon)
        let keywords = draft.keywords.split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        category["keywords"] = keywords.isEmpty ? nil : .list(keywords.map(JSONTree.text))
        category["offered"] = offered
        category["listedFor"] = draft.audience == .everyone ? nil : .text(draft.audience.rawValue)
        let clause = draft.clause.trimmingSpaces()
        category["clause"] = clause.isEmpty ? nil : .text(clause)
        let old = category["fields"]?.elements ?? []
        let fields = draft.fields.filter { !$0.isBlank }.map { question in
            field(question, old.first { $0.id == question.id })
        }
        category["fields"] = fields.isEmpty ? nil : .list(fields)
    }

    /// Words in every language of the town; nil where one is missing.
    private static func localized(_ words: [Language: String], _ languages: [Language]) -> JSONTree? {
        var members: [String: JSONTree] = [:]
        for language in languages {
            guard let text = words[language]?.trimmingSpaces(), !text.isEmpty else { return nil }
            members[language.rawValue] = .text(text)
        }
        return .object(members)
    }

    /// The first language of the town without words.
    private static func missing(_ words: [Language: String], _ languages: [Language]) -> Language? {
        languages.first { (words[$0] ?? "").trimmingSpaces().isEmpty }
    }

    /// Nil where nothing was typed in any language; in some and not in others is a failure.
    private mutating func optional(_ words: [Language: String], _ field: String) -> JSONTree? {
        guard words.values.contains(where: { !$0.trimmingSpaces().isEmpty }) else { return nil }
        let text = Self.localized(words, languages)
        if let missing = Self.missing(words, languages) {
            failures.append(CategoryFailure.languageMissing(field: field, in: missing))
        }
        return text
    }

    private var offered: JSONTree? {
        mutating get {
            var days: [String: JSONTree] = [:]
            for (key, typed) in [("from", draft.from), ("until", draft.until)] where !typed.trimmingSpaces().isEmpty {
                guard let day = CivilDate(typed.trimmingSpaces()) else {
                    failures.append(CategoryFailure.dayMalformed(field: key))
                    continue
                }
                days[key] = .text(day.description)
            }
            if let from = CivilDate(draft.from), let until = CivilDate(draft.until), until < from {
                failures.append(CategoryFailure.dayMalformed(field: "until"))
            }
            return days.isEmpty ? nil : .object(days)
        }
    }

    private mutating func field(_ question: CategoryDraft.Question, _ old: JSONTree?) -> JSONTree {
        var field = old ?? .object(["id": .text(question.id)])
        let label = Self.localized(question.label, languages)
        if label == nil { failures.append(CategoryFailure.questionIncomplete(question.id)) }
        field["label"] = label
        field["kind"] = .text(question.kind.rawValue)
        field["required"] = question.isRequired ? .flag(true) : nil
        field["least"] = number(question.least, question.id)
        field["most"] = number(question.most, question.id)
        field["days"] = question.kind == .date ? question.days.map { .text($0.rawValue) } : nil
        let hasOptions = question.kind == .choice || question.kind == .choices
        field["options"] = hasOptions ? options(question) : nil
        field["retired"] = question.use == .retired ? .flag(true) : nil
        return field
    }

    private mutating func number(_ typed: String, _ id: String) -> JSONTree? {
        let text = typed.trimmingSpaces().replacing(",", with: ".")
        guard !text.isEmpty else { return nil }
        guard let number = Double(text), abs(number) <= CategoryCheck.largestBound else {
            failures.append(CategoryFailure.questionIncomplete(id))
            return nil
        }
        return Int(exactly: number).map(JSONTree.whole) ?? .number(number)
    }

    private mutating func options(_ question: CategoryDraft.Question) -> JSONTree {
        let retired = options(question.retiredOptions, question.id).map { option in
            var option = option
            option["retired"] = .flag(true)
            return option
        }
        return .list(options(question.options, question.id) + retired)
    }

    private mutating func options(_ typed: String, _ id: String) -> [JSONTree] {
        let lines = typed.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        return lines.map { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingSpaces() }
            let words = Dictionary(uniqueKeysWithValues: zip(languages, parts.dropFirst()))
            guard parts.count == languages.count + 1, let label = Self.localized(words, languages) else {
                failures.append(CategoryFailure.questionIncomplete(id))
                return .null
            }
            return .object(["id": .text(parts[0]), "label": label])
        }
    }
}

extension CategoryDraft.Question {
    /// Whether nothing was typed.
    fileprivate var isBlank: Bool { id.isEmpty && label.values.allSatisfy { $0.trimmingSpaces().isEmpty } }
}
