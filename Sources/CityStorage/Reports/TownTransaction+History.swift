import CityDomain
import CityKit

extension TownTransaction {
    func history(of report: ID<Report>) throws -> [ReportEvent] {
        try query(
            """
            SELECT sequence, act, detail, earlier, status, at, actor, officer, answer FROM report_events
            WHERE municipality = {town} AND report = ? ORDER BY sequence
            """,
            report
        ).map(ReportEvent.init)
    }

    func histories(of reports: [ID<Report>]) throws -> [ID<Report>: [ReportEvent]] {
        let rows = try query(
            """
            SELECT report, sequence, act, detail, earlier, status, at, actor, officer, answer FROM report_events
            WHERE municipality = {town} AND report IN
            """,
            of: reports,
            ending: "ORDER BY report, sequence"
        )
        return try Dictionary(grouping: rows) { try $0.id("report") }.mapValues { try $0.map(ReportEvent.init) }
    }

    /// The rows of many reports, asked for with few statements.
    ///
    /// - Parameter start: up to the list of the reports' ids in parentheses.
    func query(_ start: SQL, of reports: [ID<Report>], ending: SQL) throws -> [Row] {
        var rows: [Row] = []
        var rest = reports[...]
        while !rest.isEmpty {
            // Three sizes only, so that few texts are prepared.
            let count = [64, 8].first { $0 <= rest.count } ?? 1
            let values = rest.prefix(count).map(\.databaseValue)
            rows += try query("\(start) (\(SQL.repeated("?", count))) \(ending)", values: values)
            rest = rest.dropFirst(count)
        }
        return rows
    }

    func insert(_ event: ReportEvent, of report: ID<Report>) throws { try insertEvents([event.row(of: report)]) }

    /// Stores lines of many histories.
    func insertEvents(_ rows: [[Value]]) throws {
        try insert(
            """
            INSERT INTO report_events
                (municipality, report, sequence, act, detail, earlier, status, at, actor, officer, answer)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: rows
        )
    }
}

extension ReportEvent {
    init(_ row: Row) throws {
        self.init(
            sequence: try row.int("sequence"),
            act: try Act(
                name: row.text("act"),
                detail: row.optionalText("detail"),
                earlier: row.optionalText("earlier").flatMap { ReportNumber($0) }
            ),
            status: try row.value("status"),
            at: try row.instant("at"),
            actor: Actor(name: try row.text("actor"), officer: try row.value("officer")),
            answer: try row.optionalBlob("answer").map(Sealed.init(ciphertext:))
        )
    }

    /// In the order of the columns of `report_events`, without the town.
    func row(of report: ID<Report>) -> [Value] {
        let words = act.words
        let columns: [any Storable] = [
            report, sequence, words.name, words.detail, words.earlier?.description, status.rawValue, at, actor.name,
            actor.officer, answer?.ciphertext,
        ]
        return columns.map(\.databaseValue)
    }
}

extension ReportEvent.Act {
    /// The words the database keeps.
    fileprivate var words: (name: String, detail: String?, earlier: ReportNumber?) {
        switch self {
        case .received: ("received", nil, nil)
        case .moved: ("moved", nil, nil)
        case .rejected(let reason, let earlier): ("rejected", reason.rawValue, earlier)
        case .closed(let reason): ("closed", reason.rawValue, nil)
        case .handedOver(let unit): ("handedOver", unit.rawValue, nil)
        case .asked: ("asked", nil, nil)
        case .replied: ("replied", nil, nil)
        case .reopened: ("reopened", nil, nil)
        case .corrected: ("corrected", nil, nil)
        case .amended: ("amended", nil, nil)
        case .placed: ("placed", nil, nil)
        case .published(let wording): ("published", wording.rawValue, nil)
        case .takenDown: ("takenDown", nil, nil)
        case .hidden: ("hidden", nil, nil)
        case .joined(let leading): ("joined", nil, leading)
        case .parted(let leading): ("parted", nil, leading)
        case .resumed(let leading): ("resumed", nil, leading)
        case .tookIn(let report): ("tookIn", nil, report)
        case .letGo(let report): ("letGo", nil, report)
        case .supported(let persons): ("supported", "\(persons)", nil)
        case .takenUp(let extent): ("takenUp", extent.rawValue, nil)
        case .splitOff(let report): ("splitOff", nil, report)
        case .cameOf(let report): ("cameOf", nil, report)
        }
    }

    /// - Throws: `RowFault` for words nobody wrote: a damaged database, or one of a newer program.
    fileprivate init(name: String, detail: String?, earlier: ReportNumber?) throws {
        if let other = earlier, let tie = Self(tie: name, other) {
            self = tie
            return
        }
        switch (name, detail) {
        case ("received", _): self = .received
        case ("moved", _): self = .moved
        case ("rejected", let reason?): self = .rejected(try Self.known(reason), earlier: earlier)
        case ("closed", let reason?): self = .closed(try Self.known(reason))
        case ("handedOver", let unit?): self = .handedOver(to: ID(unit))
        case ("asked", _): self = .asked
        case ("replied", _): self = .replied
        case ("reopened", _): self = .reopened
        case ("corrected", _): self = .corrected
        case ("amended", _): self = .amended
        case ("placed", _): self = .placed
        case ("published", let wording?): self = .published(try Self.known(wording))
        case ("takenDown", _): self = .takenDown
        case ("hidden", _): self = .hidden
        case ("supported", let persons?): self = .supported(by: Int(persons) ?? 0)
        case ("takenUp", let extent?): self = .takenUp(try Self.known(extent))
        default: throw RowFault.type(column: "act", wanted: "an act", found: "text")
        }
    }

    /// What ties a report to another one, or parts them; nil for other words.
    private init?(tie name: String, _ other: ReportNumber) {
        switch name {
        case "joined": self = .joined(to: other)
        case "parted": self = .parted(from: other)
        case "resumed": self = .resumed(from: other)
        case "tookIn": self = .tookIn(other)
        case "letGo": self = .letGo(other)
        case "splitOff": self = .splitOff(other)
        case "cameOf": self = .cameOf(other)
        default: return nil
        }
    }

    private static func known<Detail: RawRepresentable<String>>(_ text: String) throws(RowFault) -> Detail {
        guard let detail = Detail(rawValue: text) else {
            throw .type(column: "detail", wanted: "\(Detail.self)", found: "text")
        }
        return detail
    }
}

extension ReportEvent.Actor {
    /// The word the database keeps.
    fileprivate var name: String {
        switch self {
        case .reporter: "reporter"
        case .system: "system"
        case .office: "office"
        }
    }

    fileprivate var officer: Officer? {
        if case .office(let officer) = self { officer } else { nil }
    }

    fileprivate init(name: String, officer: Officer?) {
        switch (name, officer) {
        case (_, let officer?): self = .office(officer)
        case ("reporter", _): self = .reporter
        default: self = .system
        }
    }
}
