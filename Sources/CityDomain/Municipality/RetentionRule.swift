public import CityKit

/// How long one kind of data is kept once it has served its purpose (K19, GDPR article 5(1)(e)): an element of `retention` in
/// `rules.json5`.
public struct RetentionRule: Sendable, Equatable, Decodable {
    public let data: RetainedData
    /// Counted from the event of `data`; instead of `archive`.
    public let keep: Period?
    /// Of reports: the class of the office's filing plan; instead of `keep`.
    public let archive: ArchivalClass?
    /// Of reports: those it is for; without it all that no other rule names.
    public let categories: Set<ID<Category>>?
    /// Of accounts: how long before its end the owner gets a letter, in days; without it there is no letter before.
    public let warnBefore: Period?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    init(_ data: RetainedData, keep: Period, basis: String) {
        self.data = data
        self.keep = keep
        archive = nil
        categories = nil
        warnBefore = nil
        clause = nil
        also = nil
        self.basis = basis
    }
}

/// What a rule of retention is about, each with the event from which its time is counted.
public enum RetainedData: String, Sendable, Codable, CaseIterable {
    /// Accounts of residents that nobody uses, from the last sign-in.
    case accounts
    /// Reports as a whole, with photos and answers, from the end of their handling.
    case reports
    /// Name, address and telephone number with a report, from the end of its handling.
    case contacts
    /// Addresses that follow a report, from the end of its handling.
    case followers
    /// What residents demanded about their data, from the answer.
    case requests
    /// Complaints about the system with what was answered, from the answer.
    case complaints
    /// Comments that were refused or taken down, from the decision. Those that are published stay with their report.
    case comments
    /// Authority of accounts to act for others, from its end.
    case representations
    /// That letters were sent, from the last change of their state.
    case letters
    /// What webhooks were told, from the last change of its state.
    case calls
    /// Each attempt to send something, from its end.
    case attempts

    /// Whether it may differ from category to category.
    var isOfReports: Bool { self == .reports || self == .contacts }
}

/// A class of the filing plan of Polish offices (regulation of the Prime Minister of 18 January 2011, Dz.U. 2011 no. 14
/// item 67). Years are counted from 1 January after the end of the case.
public enum ArchivalClass: String, Sendable, Codable, CaseIterable {
    /// For ever: handed over to the state archive after 25 years.
    case a = "A"
    case b5 = "B5"
    case b10 = "B10"
    /// Ten years; then the state archive decides what is kept.
    case be10 = "BE10"

    public var years: Int {
        switch self {
        case .a: 25
        case .b5: 5
        case .b10, .be10: 10
        }
    }

    public var end: RetentionEnd {
        switch self {
        case .a: .handedOver
        case .b5, .b10: .discarded
        case .be10: .appraised
        }
    }
}

/// What becomes of data whose time is over.
public enum RetentionEnd: String, Sendable, CaseIterable {
    case discarded
    /// Listed for the state archive; the program deletes nothing.
    case handedOver
    /// Listed for an expert of the state archive; the program deletes nothing.
    case appraised
}

// MARK: - When data fall due

extension RetentionRule {
    public var end: RetentionEnd { archive?.end ?? .discarded }

    /// The first day on which data are due whose event was on `event`.
    public func due(after event: CivilDate, in calendar: WorkingCalendar) -> CivilDate {
        if let archive { return CivilDate(event.year + 1 + archive.years, 1, 1) }
        return (keep ?? .days(1)).end(from: event, in: calendar) + 1
    }

    /// The first day whose events are not due yet on `today`: what happened before it is.
    public func firstKept(on today: CivilDate, in calendar: WorkingCalendar) -> CivilDate {
        // Days fall due in their order, so that the border can be looked for by halves.
        var (due, kept) = (today - longest, today + 1)
        while kept - due > 1 {
            let middle = due + (kept - due) / 2
            if self.due(after: middle, in: calendar) <= today { due = middle } else { kept = middle }
        }
        return kept
    }

    /// More days than anything is kept, with the days off behind the end.
    private var longest: Int {
        if let archive { return 366 * (archive.years + 2) }
        return switch keep {
        case .months(let count): 31 * count + 60
        case .days(let count), .workingDays(let count): 2 * count + 60
        case nil: 60
        }
    }
}

extension Municipality {
    /// How long everything is kept: by the town's rules, and by those of the program where the town has none. What neither
    /// names is kept.
    public var retention: [RetentionRule] {
        let named = Set(retentionRules.map(\.data))
        return retentionRules + RetentionRule.standard.filter { !named.contains($0.data) }
    }

    /// The rule for reports of this category; nil where none is named.
    public func retention(of data: RetainedData, in category: ID<Category>) -> RetentionRule? {
        let rules = retention.filter { $0.data == data }
        return rules.first { $0.categories?.contains(category) == true } ?? rules.first { $0.categories == nil }
    }
}

extension RetentionRule {
    fileprivate static let standard = [
        RetentionRule(.followers, keep: .days(90), basis: "A decision may be corrected for some time."),
        RetentionRule(
            .comments,
            keep: .months(12),
            basis: "Whoever wrote one may object to the decision for some time."
        ),
        RetentionRule(.attempts, keep: .days(30), basis: "Long enough to find out why something did not arrive."),
    ]
}
