public import CityDomain
public import CityKit
import Foundation

/// Disturbances of the service in the database.
public struct SQLDisruptionStore: DisruptionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(
        _ disruption: Disruption,
        by officer: Officer,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        let line = DisruptionLine(
            at: disruption.announcedAt,
            officer: officer,
            act: .announced,
            course: disruption.course
        )
        try await database.town(town).write { transaction in
            let fixed: [Value] = [disruption.id.databaseValue, disruption.kind.rawValue.databaseValue]
            try transaction.execute(
                """
                INSERT INTO disruptions (municipality, id, kind, \(Disruption.columns))
                VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                values: fixed + (try disruption.values())
            )
            try transaction.add(line, disruption.version, to: disruption.id)
            try transaction.note(entry)
        }
    }

    public func open(at now: Instant, in town: ID<Municipality>) async throws -> [Disruption] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, kind, \(Disruption.columns) FROM disruptions
                WHERE municipality = {town} AND (over_at IS NULL OR over_at > ?) AND cancelled_at IS NULL
                ORDER BY starts_at, id
                """,
                now
            ).map(Disruption.init)
        }
    }

    public func past(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> [Disruption] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, kind, \(Disruption.columns) FROM disruptions
                WHERE municipality = {town} AND over_at <= ? ORDER BY over_at DESC, id DESC LIMIT ?
                """,
                now,
                limit
            ).map(Disruption.init)
        }
    }

    public func disruption(_ id: ID<Disruption>, in town: ID<Municipality>) async throws -> (
        Disruption, [DisruptionLine]
    )? {
        try await database.town(town).read { transaction in
            let found = try transaction.query(
                "SELECT id, kind, \(Disruption.columns) FROM disruptions WHERE municipality = {town} AND id = ?",
                id
            ).first.map(Disruption.init)
            guard let found else { return nil }
            let lines = try transaction.query(
                """
                SELECT at, officer, act, starts_at, ends_at, words FROM disruption_lines
                WHERE municipality = {town} AND disruption = ? ORDER BY sequence
                """,
                id
            ).map(DisruptionLine.init)
            return (found, lines)
        }
    }

    public func replace(
        with disruption: Disruption,
        _ line: DisruptionLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let place: [Value] = [disruption.id.databaseValue, (disruption.version - 1).databaseValue]
            let changed = try transaction.change(
                """
                UPDATE disruptions SET announced_at = ?, starts_at = ?, ends_at = ?, words = ?, ended_at = ?,
                    cancelled_at = ?, over_at = ?, version = ?
                WHERE municipality = {town} AND id = ? AND version = ?
                """,
                values: try disruption.values() + place
            )
            guard changed == 1 else { return false }
            try transaction.add(line, disruption.version, to: disruption.id)
            try transaction.note(entry)
            return true
        }
    }
}

extension TownTransaction {
    fileprivate func add(_ line: DisruptionLine, _ sequence: Int, to disruption: ID<Disruption>) throws {
        try execute(
            """
            INSERT INTO disruption_lines
                (municipality, disruption, sequence, at, officer, act, starts_at, ends_at, words)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            disruption,
            sequence,
            line.at,
            line.officer,
            line.act.rawValue,
            line.course.from,
            line.course.until,
            try line.course.stored()
        )
    }
}

extension Disruption {
    /// All columns but the id and the kind, in the order of `values`.
    fileprivate static let columns: SQL = """
        announced_at, starts_at, ends_at, words, ended_at, cancelled_at, over_at, version
        """

    fileprivate func values() throws -> [Value] {
        let columns: [any Storable] = [
            announcedAt, course.from, course.until, try course.stored(), endedAt, cancelledAt, overAt, version,
        ]
        return columns.map(\.databaseValue)
    }

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            kind: Kind(rawValue: try row.text("kind")) ?? .unplanned,
            announcedAt: try row.instant("announced_at"),
            course: try Course(row),
            endedAt: try row.optionalInstant("ended_at"),
            cancelledAt: try row.optionalInstant("cancelled_at"),
            version: try row.int("version")
        )
    }
}

extension Disruption.Course {
    fileprivate func stored() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(LocalizedText(words)), as: UTF8.self)
    }

    fileprivate init(_ row: Row) throws {
        let words = try JSONDecoder().decode(LocalizedText.self, from: Data(try row.text("words").utf8)).words
        self.init(from: try row.instant("starts_at"), until: try row.optionalInstant("ends_at"), words: words)
    }
}

extension DisruptionLine {
    fileprivate init(_ row: Row) throws {
        self.init(
            at: try row.instant("at"),
            officer: try row.value("officer"),
            act: Act(rawValue: try row.text("act")) ?? .corrected,
            course: try Disruption.Course(row)
        )
    }
}
