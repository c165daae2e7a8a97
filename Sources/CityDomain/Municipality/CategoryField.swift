public import CityKit

/// A question that one category asks besides the description. Answers are for the office and are never published.
public struct CategoryField: Sendable, Equatable, Decodable {
    public let id: ID<CategoryField>
    public let label: LocalizedText
    public let hint: LocalizedText?
    public let kind: Kind
    /// Whether the report cannot be sent without an answer; nil for not.
    public let required: Bool?
    /// The answers of a choice, in the order of the form.
    public let options: [Option]?
    /// The least: of a number its value, of a text its characters, of several choices their count.
    public let least: Double?
    /// The most, measured as `least`.
    public let most: Double?
    /// The days a date may be; nil for any.
    public let days: Days?
    /// Whether it is asked no more and only explains answers that were given before; nil for not.
    public let retired: Bool?

    public enum Kind: String, Sendable, Codable, CaseIterable {
        case text, number, date
        /// One of the options.
        case choice
        /// Any number of the options.
        case choices
    }

    public enum Days: String, Sendable, Codable, CaseIterable {
        /// Today and before.
        case past
        /// Today and after.
        case future
    }

    public struct Option: Sendable, Equatable, Decodable {
        public let id: String
        public let label: LocalizedText
        /// Whether it is offered no more; nil for not.
        public let retired: Bool?

        public var isOffered: Bool { retired != true }
    }

    /// The answers that can be chosen now.
    public var offeredOptions: [Option] { (options ?? []).filter(\.isOffered) }

    /// Whether new reports are asked it.
    public var isAsked: Bool { retired != true }

    public var isRequired: Bool { required ?? false }

    /// Characters that fit where the town names no limit.
    public static let longestText = 250
}

/// What was answered to one field: checked, in the form that is stored.
public struct FieldAnswer: Sendable, Hashable, Codable {
    public let field: ID<CategoryField>
    /// A text; a number with a point; a day as `2026-04-27`; the ids of options.
    public let values: [String]

    public init(field: ID<CategoryField>, values: [String]) {
        self.field = field
        self.values = values
    }
}

extension CategoryField {
    /// The checked answer; nil when nothing was answered.
    ///
    /// - Parameter typed: what was typed or ticked.
    /// - Throws: `FieldFailure` with what is wrong with it.
    func answer(_ typed: [String], on today: CivilDate) throws(FieldFailure) -> FieldAnswer? {
        let given = typed.map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        guard !given.isEmpty else {
            if isRequired { throw failure(.missing) }
            return nil
        }
        return FieldAnswer(field: id, values: try values(given, on: today))
    }

    private func values(_ given: [String], on today: CivilDate) throws(FieldFailure) -> [String] {
        switch kind {
        case .text: [try text(given[0])]
        case .number: [try number(given[0])]
        case .date: [try date(given[0], on: today).description]
        case .choice: [try option(given[0])]
        case .choices: try chosen(given)
        }
    }

    private func text(_ text: String) throws(FieldFailure) -> String {
        let count = text.unicodeScalars.count
        if let least, Double(count) < least { throw failure(.tooShort(Int(least))) }
        let most = Int(most ?? Double(Self.longestText))
        guard count <= most else { throw failure(.tooLong(most)) }
        return text
    }

    private func number(_ text: String) throws(FieldFailure) -> String {
        let digits = text.replacing(",", with: ".").filter { !$0.isWhitespace }
        guard let number = Double(digits), number.isFinite else { throw failure(.noNumber) }
        if let least, number < least { throw failure(.tooSmall(least)) }
        if let most, number > most { throw failure(.tooLarge(most)) }
        return digits
    }

    private func date(_ text: String, on today: CivilDate) throws(FieldFailure) -> CivilDate {
        guard let date = CivilDate(text) else { throw failure(.noDate) }
        switch days {
        case .past where date > today: throw failure(.notPast)
        case .future where date < today: throw failure(.notFuture)
        default: return date
        }
    }

    private func option(_ id: String) throws(FieldFailure) -> String {
        guard offeredOptions.contains(where: { $0.id == id }) else { throw failure(.noOption) }
        return id
    }

    private func chosen(_ given: [String]) throws(FieldFailure) -> [String] {
        guard given.allSatisfy({ id in offeredOptions.contains { $0.id == id } }) else { throw failure(.noOption) }
        let chosen = (options ?? []).map(\.id).filter(given.contains)
        if let least, Double(chosen.count) < least { throw failure(.tooFew(Int(least))) }
        if let most, Double(chosen.count) > most { throw failure(.tooMany(Int(most))) }
        return chosen
    }

    private func failure(_ problem: FieldFailure.Problem) -> FieldFailure { FieldFailure(field: self, problem) }
}

/// What is wrong with the answer to a field of a category.
public struct FieldFailure: Failure, Equatable {
    public let field: ID<CategoryField>
    public let label: LocalizedText
    public let problem: Problem

    public enum Problem: Sendable, Equatable {
        case missing, noNumber, noDate, noOption, notPast, notFuture
        case tooShort(Int), tooLong(Int)
        case tooFew(Int), tooMany(Int)
        case tooSmall(Double), tooLarge(Double)
    }

    init(field: CategoryField, _ problem: Problem) {
        self.field = field.id
        label = field.label
        self.problem = problem
    }

    public var kind: FailureKind { .invalid(field: Submission.name(of: field)) }

    public var text: Text {
        var arguments: [String: Text.Argument] = ["label": .text(.localized(label))]
        let key: String
        switch problem {
        case .missing: key = "missing"
        case .noNumber: key = "noNumber"
        case .noDate: key = "noDate"
        case .noOption: key = "noOption"
        case .notPast: key = "notPast"
        case .notFuture: key = "notFuture"
        case .tooShort(let count): (key, arguments["count"]) = ("tooShort", .number(count))
        case .tooLong(let count): (key, arguments["count"]) = ("tooLong", .number(count))
        case .tooFew(let count): (key, arguments["count"]) = ("tooFew", .number(count))
        case .tooMany(let count): (key, arguments["count"]) = ("tooMany", .number(count))
        case .tooSmall(let bound): (key, arguments["bound"]) = ("tooSmall", .words(bound.plain))
        case .tooLarge(let bound): (key, arguments["bound"]) = ("tooLarge", .words(bound.plain))
        }
        return Text("report.failure.field.\(key)", arguments)
    }
}

extension Double {
    /// Without a fraction where there is none: `3`, `2.5`.
    fileprivate var plain: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
