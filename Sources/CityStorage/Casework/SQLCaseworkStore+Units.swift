public import CityDomain
public import CityKit

// Further units of a case, and cases that a unit gave back.
extension SQLCaseworkStore {
    public func ask(
        _ unit: ID<Unit>,
        from leading: ID<Unit>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await keep(line, entry, in: town) { transaction, hold in
            guard !hold.isFinished else { throw CaseworkFailure.finished }
            guard hold.unit != unit else { throw CaseworkFailure.unitLeads }
            guard hold.unit == leading else { throw ReportFailure.movedMeanwhile }
            guard try transaction.furtherUnit(unit, of: line.report)?.state != .asked else {
                throw CaseworkFailure.unitAskedAlready
            }
            try transaction.ask(unit, for: line.report, at: line.at)
        }
    }

    public func release(
        _ unit: ID<Unit>,
        from leading: ID<Unit>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await keep(line, entry, in: town) { transaction, hold in
            guard hold.unit == leading else { throw ReportFailure.movedMeanwhile }
            guard try transaction.furtherUnit(unit, of: line.report) != nil else { throw CaseworkFailure.unitNotAsked }
            try transaction.forget(furtherUnit: unit, of: line.report)
        }
    }

    public func answer(
        for unit: ID<Unit>,
        _ state: FurtherUnit.State,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await keep(line, entry, in: town) { transaction, hold in
            guard !hold.isFinished else { throw CaseworkFailure.finished }
            guard try transaction.furtherUnit(unit, of: line.report)?.state == .asked else {
                throw CaseworkFailure.unitNotAsked
            }
            try transaction.execute(
                """
                UPDATE case_units SET state = ?, answered_at = ?
                WHERE municipality = {town} AND report = ? AND unit = ?
                """,
                state,
                line.at,
                line.report,
                unit
            )
        }
    }

    public func giveBack(
        from unit: ID<Unit>,
        while statuses: Set<ReportStatus>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await keep(line, entry, in: town) { transaction, hold in
            guard hold.unit == unit else { throw ReportFailure.movedMeanwhile }
            guard !hold.isReturned else { throw CaseworkFailure.returnedAlready }
            guard statuses.contains(hold.status) else { throw ReportFailure.handOverNotAllowed }
            try transaction.execute(
                "UPDATE reports SET returned = TRUE WHERE municipality = {town} AND id = ?",
                line.report
            )
        }
    }

    public func keep(logging line: CaseLine, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await keep(line, entry, in: town) { transaction, hold in
            guard hold.isReturned else { throw CaseworkFailure.notReturned }
            try transaction.execute(
                "UPDATE reports SET returned = FALSE WHERE municipality = {town} AND id = ?",
                line.report
            )
        }
    }

    private func keep(
        _ line: CaseLine,
        _ entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (TownTransaction, CaseHold) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let hold = try transaction.hold(of: line.report) else { throw ReportFailure.notFound }
            try change(transaction, hold)
            try transaction.insert(line)
            try transaction.note(entry)
        }
    }
}
