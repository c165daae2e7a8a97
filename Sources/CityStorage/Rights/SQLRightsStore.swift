public import CityDomain
public import CityKit

/// The register of requests about personal data in the database, and what residents allow.
public struct SQLRightsStore: RightsStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ request: SealedRequest, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.insert(request)
            if case .restriction = request.request.right, let resident = request.request.resident {
                try transaction.restrict(resident, since: request.request.receivedAt)
            }
            try transaction.note(entry)
        }
    }

    public func requests(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedRequest] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT \(SealedRequest.columns) FROM rights_requests
                WHERE municipality = {town} AND resident = ? ORDER BY received_at DESC, id DESC
                """,
                resident
            ).map(SealedRequest.init)
        }
    }

    public func register(limit: Int, in town: ID<Municipality>) async throws -> [RightsRequest] {
        try await database.town(town).read { transaction in
            let open = try transaction.query(
                """
                SELECT \(SealedRequest.columns) FROM rights_requests
                WHERE municipality = {town} AND outcome IS NULL ORDER BY due, id LIMIT ?
                """,
                limit
            )
            let closed = try transaction.query(
                """
                SELECT \(SealedRequest.columns) FROM rights_requests
                WHERE municipality = {town} AND outcome IS NOT NULL ORDER BY closed_at DESC, id DESC LIMIT ?
                """,
                limit - open.count
            )
            return try (open + closed).map { try SealedRequest($0).request }
        }
    }

    public func request(_ id: ID<RightsRequest>, in town: ID<Municipality>) async throws -> SealedRequest? {
        try await database.town(town).read { try $0.rightsRequest(id) }
    }

    public func change(
        _ id: ID<RightsRequest>,
        answer: Sealed<PersonalText>?,
        telling letter: DeliveryMessage?,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout RightsRequest) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard var request = try transaction.rightsRequest(id)?.request else { throw RightsFailure.unknownRequest }
            try change(&request)
            try transaction.update(request, answer: answer)
            if case .restriction = request.right, request.closing?.outcome == .refused, let resident = request.resident
            {
                try transaction.endRefusedRestriction(of: resident)
            }
            if let letter, request.resident != nil {
                try transaction.insert(
                    PlannedDelivery(message: letter, channel: .email, state: .queued),
                    as: ID("\(letter.rawValue)-\(id)"),
                    about: id.rawValue,
                    at: now
                )
                transaction.notify(.deliveries)
            }
            try transaction.note(entry)
        }
    }

    public func endRestriction(of resident: ID<Resident>, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            if try transaction.endRestriction(of: resident) { try transaction.note(entry) }
        }
    }

    public func setObjections(
        _ purposes: Set<LetterPurpose>,
        of resident: ID<Resident>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        let words = purposes.map(\.rawValue).sorted().joined(separator: " ")
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                "UPDATE residents SET objections = ? WHERE municipality = {town} AND id = ?",
                words,
                resident
            )
            if changed > 0 { try transaction.note(entry) }
        }
    }
}

// MARK: - What is allowed

extension SQLRightsStore {
    public func limits(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> ProcessingLimits {
        try await limits("p.id = ?", resident, in: town)
    }

    public func limits(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ProcessingLimits {
        try await limits("p.login_index = ?", loginIndex, in: town)
    }

    public func limits(ofReporter report: ID<Report>, in town: ID<Municipality>) async throws -> ProcessingLimits {
        try await limits(
            """
            p.id IN (SELECT a.resident FROM resident_reports a WHERE a.municipality = p.municipality AND a.report = ?)
            """,
            report,
            in: town
        )
    }

    private func limits(_ condition: SQL, _ value: any Storable, in town: ID<Municipality>) async throws
        -> ProcessingLimits
    {
        try await database.town(town).read { transaction in
            let rows = try transaction.query(
                "SELECT p.restricted_at, p.objections FROM residents p WHERE p.municipality = {town} AND \(condition)",
                value
            )
            return try rows.first.map { row in
                let purposes = (try row.optionalText("objections") ?? "").split(separator: " ")
                return ProcessingLimits(
                    isRestricted: try row.optionalInstant("restricted_at") != nil,
                    objections: Set(purposes.compactMap { LetterPurpose(rawValue: String($0)) })
                )
            } ?? .none
        }
    }
}
