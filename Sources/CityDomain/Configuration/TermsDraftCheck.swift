public import CityKit

/// Says what is missing of terms and days off that somebody typed. Whether the whole fits together is asked of the files
/// afterwards.
struct TermsDraftCheck {
    private let draft: TermsDraft
    private let town: Municipality
    private let files: MunicipalityFiles

    init(_ draft: TermsDraft, of town: Municipality, _ files: MunicipalityFiles) {
        self.draft = draft
        self.town = town
        self.files = files
    }

    var failures: [TermsFailure] {
        periods + emptied + removed + added + days + hours
    }

    /// The reporter's time to open a case again, which the regulation asks for.
    private var emptied: [TermsFailure] {
        guard let rule = town.reports.reopening, rule.reporterWithin != nil, draft.reopening != nil,
            draft.reopeningByReporter.isEmpty,
            let clauses = files.obligations[.reopening], !clauses.isEmpty
        else { return [] }
        return [TermsFailure.valueObligatory(field: "reopeningByReporter", clauses)]
    }

    private var periods: [TermsFailure] {
        var typed = draft.terms(of: town).enumerated().map { ("deadline-\($0.offset)", $0.element.within) }
        if let question = draft.question { typed.append(("question", question)) }
        if let reopening = draft.reopening {
            typed.append(("reopening", reopening))
            if !draft.reopeningByReporter.isEmpty { typed.append(("reopeningByReporter", draft.reopeningByReporter)) }
        }
        return typed.filter { (try? Period($0.1)) == nil }.map { TermsFailure.periodMalformed(field: $0.0) }
    }

    /// A term that goes although the regulation asks for it.
    private var removed: [TermsFailure] {
        guard let map = try? files.file(MunicipalityFiles.clauses)?.decode(ClauseMap.self) else { return [] }
        let terms = zip(town.reports.deadlines, draft.terms(of: town)).enumerated()
        let kept = terms.filter { $0.element.1.fate == .kept }.map(\.element.0)
        return terms.filter { $0.element.1.fate == .removed }.compactMap { index, term in
            let lost = map.clauses.filter { entry in
                entry.treatment == .rule("reports.deadlines.\(term.0.id.rawValue)")
                    && term.0.clauses.contains(entry.clause)
                    && !kept.contains { $0.id == term.0.id && $0.clauses.contains(entry.clause) }
            }
            return lost.isEmpty ? nil : TermsFailure.obligatory(field: "deadline-\(index)", lost.map(\.clause))
        }
    }

    private var added: [TermsFailure] {
        guard !draft.added.isBlank else { return [] }
        let clause = draft.added.clause.trimmingSpaces()
        let map = try? files.file(MunicipalityFiles.clauses)?.decode(ClauseMap.self)
        return ((try? Period(draft.added.within)) == nil ? [TermsFailure.periodMalformed(field: "added")] : [])
            + (map?.treatment(of: Clause(clause)) == nil ? [TermsFailure.clauseUnknown] : [])
    }

    private var days: [TermsFailure] {
        let typed = draft.closedDays.enumerated().filter { !$0.element.isBlank }
        var seen: Set<CivilDate> = []
        return typed.flatMap { index, day -> [TermsFailure] in
            guard let date = CivilDate(day.date.trimmingSpaces()) else {
                return [TermsFailure.dayMalformed(field: "day-\(index)-date")]
            }
            guard seen.insert(date).inserted else { return [TermsFailure.dayTwice(field: "day-\(index)-date")] }
            return missing(day.name, "day-\(index)-name")
        }
    }

    private var hours: [TermsFailure] { missing(draft.hours, "hours") }

    /// Words in some languages of the town and not in all.
    private func missing(_ words: [Language: String], _ field: String) -> [TermsFailure] {
        let languages = town.profile.languages
        let missing = words.missing(of: languages)
        guard missing != languages, let first = missing.first else { return [] }
        return [TermsFailure.languageMissing(field: field, in: first)]
    }
}

public enum TermsFailure: Failure, Equatable {
    case periodMalformed(field: String)
    case dayMalformed(field: String)
    /// Two days off have the same date.
    case dayTwice(field: String)
    case languageMissing(field: String, in: Language)
    /// A new term names a point that the list of clauses does not have, or none.
    case clauseUnknown
    case obligatory(field: String, [Clause])
    /// A value that may be left out, of a rule that the regulation asks for.
    case valueObligatory(field: String, [Clause])

    public var kind: FailureKind {
        switch self {
        case .periodMalformed(let field), .dayMalformed(let field), .dayTwice(let field), .obligatory(let field, _),
            .valueObligatory(let field, _):
            .invalid(field: field)
        case .languageMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .clauseUnknown: .invalid(field: "added-clause")
        }
    }

    public var text: Text {
        switch self {
        case .periodMalformed: Text("configuration.failure.period")
        case .dayMalformed: Text("configuration.terms.failure.dayMalformed")
        case .dayTwice: Text("configuration.terms.failure.dayTwice")
        case .languageMissing: Text("configuration.category.failure.languageMissing")
        case .clauseUnknown: Text("configuration.terms.failure.clauseUnknown")
        case .valueObligatory(_, let clauses):
            Text(
                "configuration.module.failure.valueObligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
        case .obligatory(_, let clauses):
            Text(
                "configuration.terms.failure.obligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
        }
    }
}
