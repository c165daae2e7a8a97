public import CityDomain
public import CityKit

/// What the office covered, in the database.
public struct SQLRedactionStore: RedactionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func redact(_ change: RedactionChange, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).write { transaction in
            let state = change.steps.compactMap(\.event.newState).last ?? change.before.state
            guard try transaction.redact(change, state) == 1 else { return false }
            for step in change.steps {
                try transaction.note(step.entry)
                try transaction.log(step.event, of: change.report, state: step.event.newState ?? change.before.state)
            }
            return true
        }
    }
}

extension TownTransaction {
    /// - Returns: how many photos were as the change saw them: one or none.
    fileprivate func redact(_ redaction: RedactionChange, _ state: ReportPhoto.State) throws -> Int {
        try change(
            """
            UPDATE report_photos SET areas = ?, covered_file = ?, covered_size = ?, covered_thumbnail = ?,
                covered_thumbnail_size = ?, caption = ?, version = ?, state = ?
            WHERE municipality = {town} AND id = ? AND report = ? AND version = ? AND state = ?
            """,
            redaction.covering?.areas.stored,
            redaction.covering?.large.name,
            redaction.covering?.large.size,
            redaction.covering?.thumbnail.name,
            redaction.covering?.thumbnail.size,
            redaction.caption?.ciphertext,
            redaction.version,
            state.rawValue,
            redaction.before.id,
            redaction.report,
            redaction.before.version,
            redaction.before.state.rawValue
        )
    }
}

extension PhotoEvent {
    /// Nil where the line leaves it as it was.
    fileprivate var newState: ReportPhoto.State? {
        if case .state(let state) = change { state } else { nil }
    }
}
