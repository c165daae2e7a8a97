public import CityDomain
public import CityKit

/// What contractors were given and said, in the database.
public struct SQLCommissionStore: CommissionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func commissions(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedCommission] {
        try await database.town(town).read {
            try $0.commissions(where: "m.report = ? ORDER BY m.ordered_at, m.id", report)
        }
    }

    public func commission(_ id: ID<Commission>, in town: ID<Municipality>) async throws -> SealedCommission? {
        try await database.town(town).read { try $0.commissions(where: "m.id = ?", id).first }
    }

    public func add(_ order: NewCommission, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            let commission = order.commission
            guard let hold = try transaction.hold(of: commission.report) else { throw ReportFailure.notFound }
            guard !hold.isFinished else { throw ContractorFailure.caseFinished }
            guard hold.unit == order.unit else { throw ReportFailure.movedMeanwhile }
            guard try transaction.contractor(commission.contractor)?.contractor.closedAt == nil,
                try transaction.contractor(commission.contractor)?.details != nil
            else { throw ContractorFailure.contractorGone }
            for photo in order.photos {
                let released = try transaction.photos(
                    where: "p.id = ? AND p.report = ? AND p.state = 'published'",
                    photo,
                    commission.report
                )
                guard !released.isEmpty else { throw ContractorFailure.photoGone }
            }
            try transaction.insert(order)
            try transaction.note(order.noted)
        }
    }

    public func change(
        _ id: ID<Commission>,
        storing change: CommissionChange,
        in town: ID<Municipality>,
        _ act: @escaping @Sendable (inout Commission) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard var commission = try transaction.commission(id) else { throw ContractorFailure.unknown }
            if let unit = change.unit, try transaction.hold(of: commission.report)?.unit != unit {
                throw ReportFailure.movedMeanwhile
            }
            try act(&commission)
            try transaction.update(commission)
            try transaction.insert(change.line, of: id)
            if let photos = change.photos { try transaction.claim(photos, for: id, at: change.line.at) }
            if let letter = change.letter { try transaction.send(letter, about: id, at: change.line.at) }
            try transaction.note(change.noted)
        }
    }

    public func remind(
        from today: CivilDate,
        upTo soon: CivilDate,
        limit: Int,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        try await database.town(town).write { transaction in
            let near = try transaction.commissions(
                toRemind: "NOT reminded_soon AND due >= ? AND due <= ?",
                [today, soon],
                limit: limit
            )
            let late = try transaction.commissions(toRemind: "NOT reminded_late AND due < ?", [today], limit: limit)
            for id in near { try transaction.remind(id, .commissionDueSoon, at: now) }
            for id in late { try transaction.remind(id, .commissionOverdue, at: now) }
            return near.count + late.count
        }
    }
}
