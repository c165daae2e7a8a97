public import CityDomain
import CityKit

/// A line of `statistic_counts` without its points: what its reports have in common.
public struct StatisticLine: Hashable, Sendable {
    let town: String
    let measure: String
    let month: Int
    let category: String
    let unit: String
    let kind: String
    let word: String
    let number: Int64

    init(_ fact: StatisticFact, of town: String) {
        self.town = town
        month = fact.month.number
        category = fact.category.rawValue
        unit = fact.unit.rawValue
        kind = fact.kind.rawValue
        switch fact.what {
        case .received(let status, let ground):
            (measure, word, number) = ("received", [status.rawValue, ground?.reason].spaced, 0)
        case .handled(let days): (measure, word, number) = ("handled", "", Int64(days))
        case .term(let name, let state):
            (measure, word, number) = ("term", [name.rawValue, state.word].spaced, state.due)
        case .area(let square): (measure, word, number) = ("area", "", square.number)
        case .district(let district): (measure, word, number) = ("district", district.word, 0)
        case .satisfaction(let said): (measure, word, number) = ("satisfaction", said.rawValue, 0)
        }
    }

    /// Where it stands: the two measures with most of the lines have tables of their own.
    var table: StatisticTable {
        switch measure {
        case "handled": .days
        case "area": .areas
        default: .counts
        }
    }

    /// Of the columns but the points, in their order, without the town.
    var values: [Value] {
        [
            .text(measure), .integer(Int64(month)), .text(category), .text(unit), .text(kind), .text(word),
            .integer(number),
        ]
    }
}

/// The tables of the counts, in the order in which they are written.
enum StatisticTable: CaseIterable, Sendable {
    case counts, days, areas

    var name: SQL {
        switch self {
        case .counts: "statistic_counts"
        case .days: "statistic_days"
        case .areas: "statistic_areas"
        }
    }
}

extension StatisticLine: Comparable {
    /// Every writer goes through the lines in this order, so that no two wait for each other.
    public static func < (a: Self, b: Self) -> Bool {
        (a.town, a.measure, a.month, a.category, a.unit, a.kind) == (
            b.town, b.measure, b.month, b.category, b.unit, b.kind
        )
            ? (a.word, a.number) < (b.word, b.number)
            : (a.town, a.measure, a.month, a.category, a.unit, a.kind)
                < (b.town, b.measure, b.month, b.category, b.unit, b.kind)
    }
}

extension StatisticFact {
    /// - Throws: `RowFault` for a line nobody wrote: a damaged database, or one of a newer program.
    init(_ row: Row) throws {
        guard let month = CivilMonth(number: try row.int("month")), let what = try What(row) else {
            throw RowFault.type(column: "measure", wanted: "a fact", found: "text")
        }
        self.init(
            month: month,
            category: try row.id("category"),
            unit: try row.id("unit"),
            kind: try row.value("kind"),
            what: what
        )
    }
}

extension StatisticFact.What {
    fileprivate init?(_ row: Row) throws {
        let number = try row.integer("number")
        let words = try row.text("word").split(separator: " ").map(String.init)
        switch try row.text("measure") {
        case "received":
            guard let status = words.first.flatMap(ReportStatus.init) else { return nil }
            self = .received(status, ground: StatisticGround(status, words.dropFirst().first))
        case "handled": self = .handled(days: Int(number))
        case "term":
            guard words.count == 2, let name = DeadlineName(rawValue: words[0]),
                let state = StatisticFact.TermState(word: words[1], due: number)
            else { return nil }
            self = .term(name, state)
        case "area": self = .area(MapCell(number: number, level: StatisticArea.level))
        case "district": self = .district(try row.value("word"))
        case "satisfaction":
            guard let said = words.first.flatMap(Satisfaction.init) else { return nil }
            self = .satisfaction(said)
        default: return nil
        }
    }
}

extension StatisticFact.TermState {
    fileprivate var word: String {
        switch self {
        case .inTime: "inTime"
        case .late: "late"
        case .running: "running"
        case .held: "held"
        }
    }

    fileprivate var due: Int64 { if case .running(let due) = self { Int64(due.dayNumber) } else { 0 } }

    fileprivate init?(word: String, due: Int64) {
        switch word {
        case "inTime": self = .inTime
        case "late": self = .late
        case "running": self = .running(due: CivilDate(dayNumber: Int(due)))
        case "held": self = .held
        default: return nil
        }
    }
}

extension StatisticGround {
    fileprivate var reason: String {
        switch self {
        case .rejected(let reason): reason.rawValue
        case .closed(let reason): reason.rawValue
        }
    }

    /// Nil for a status without a ground.
    init?(_ status: ReportStatus, _ reason: String?) {
        switch (status, reason.flatMap(RejectionReason.init), reason.flatMap(ClosingReason.init)) {
        case (.rejected, let reason?, _): self = .rejected(reason)
        case (.closed, _, let reason?): self = .closed(reason)
        default: return nil
        }
    }
}

extension StatisticGround: Storable {
    public var databaseValue: Value { .text([kind, reason].spaced) }

    public init?(databaseValue: Value) {
        guard let words = String(databaseValue: databaseValue)?.split(separator: " ").map(String.init),
            words.count == 2,
            let status = ReportStatus(rawValue: words[0]), let ground = Self(status, words[1])
        else { return nil }
        self = ground
    }

    private var kind: String {
        switch self {
        case .rejected: ReportStatus.rejected.rawValue
        case .closed: ReportStatus.closed.rawValue
        }
    }
}

extension [String?] {
    fileprivate var spaced: String { compactMap(\.self).joined(separator: " ") }
}

extension [String] {
    fileprivate var spaced: String { joined(separator: " ") }
}
