public import CityDomain
public import CityKit

/// Second factors, and sign-ins that wait for one, in the database.
public struct SQLFactorStore: FactorStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func begin(
        _ signIn: PendingSignIn,
        _ offer: FactorOffer?,
        forgettingBefore oldest: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM pending_sign_ins WHERE municipality = {town} AND opened_at < ?",
                oldest
            )
            try transaction.execute(
                """
                INSERT INTO pending_sign_ins (municipality, token_hash, holder, door, opened_at)
                VALUES ({town}, ?, ?, ?, ?)
                """,
                signIn.tokenHash,
                signIn.holder,
                signIn.door,
                signIn.openedAt
            )
            if let offer { try transaction.insert(offer) }
        }
    }

    public func pendingStaff(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor<Staff>? {
        try await database.town(town).read { transaction in
            try transaction.pending(tokenHash) { signIn in
                guard signIn.door == .office else { return nil }
                return try transaction.query(
                    "SELECT id, unit, name, login FROM staff WHERE municipality = {town} AND id = ? AND closed_at IS NULL",
                    signIn.holder
                ).first.flatMap(transaction.staff)
            }
        }
    }

    public func pendingResident(tokenHash: [UInt8], in town: ID<Municipality>) async throws
        -> PendingFactor<Resident>?
    {
        try await database.town(town).read { transaction in
            try transaction.pending(tokenHash) { signIn in
                guard signIn.door != .office else { return nil }
                let account = try transaction.residentAccount(ID(signIn.holder.rawValue), in: "residents")
                return account.flatMap { $0.resident.block == nil ? $0.resident : nil }
            }
        }
    }

    public func resident(credentialIndex: [UInt8], in town: ID<Municipality>) async throws
        -> (resident: Resident, passkey: Passkey)?
    {
        try await database.town(town).read { transaction in
            guard let passkey = try transaction.passkey(credentialIndex: credentialIndex) else { return nil }
            return try transaction.residentAccount(ID(passkey.holder.rawValue), in: "residents")
                .map { ($0.resident, passkey) }
        }
    }

    public func hasFactor(_ holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).read { try $0.hasFactor(holder) }
    }

    public func factors(of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> SecondFactors {
        try await database.town(town).read { try $0.factors(of: holder) }
    }

    public func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool {
        try await once(in: town) { try $0.finish(finish) }
    }

    public func use(_ proof: FactorProof, of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool {
        try await once(in: town) { try $0.use(proof, of: holder) }
    }

    public func change(
        _ change: KnownFactorChange,
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting note: FactorNote,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await once(in: town) { transaction in
            try transaction.use(proof, of: holder)
            try transaction.apply(change, to: holder)
            try transaction.tell(note)
        }
    }

    public func reset(
        _ resident: ID<Resident>,
        seeing seen: Sealed<ResidentProfile>,
        noting note: FactorNote,
        _ entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await once(in: town) { transaction in
            let account = try transaction.residentAccount(resident, in: "residents")
            guard account?.resident.profile == seen, try transaction.hasFactor(resident.factorHolder) else {
                throw UsedMeanwhile()
            }
            try transaction.removeFactors(of: resident.factorHolder)
            try transaction.closeSessions(of: resident, keeping: nil)
            try transaction.tell(note)
            try transaction.note(entry)
        }
    }

    /// - Returns: false when `body` found something used, and nothing of it was stored.
    private func once(
        in town: ID<Municipality>,
        _ body: @escaping @Sendable (TownTransaction) throws -> Void
    ) async throws -> Bool {
        do {
            try await database.town(town).write(body)
            return true
        } catch is UsedMeanwhile {
            return false
        }
    }
}

// MARK: - A new factor

extension SQLFactorStore {
    public func offer(_ offer: FactorOffer, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM factor_offers WHERE municipality = {town} AND issued_at < ?",
                oldest
            )
            try transaction.insert(offer)
        }
    }

    public func offer(boundTo: [UInt8], in town: ID<Municipality>) async throws -> FactorOffer? {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT holder, secret, issued_at FROM factor_offers WHERE municipality = {town} AND bound_to = ?",
                boundTo
            ).first.map { row in
                FactorOffer(
                    boundTo: boundTo,
                    holder: try row.id("holder"),
                    secret: Sealed(ciphertext: try row.blob("secret")),
                    issuedAt: try row.instant("issued_at")
                )
            }
        }
    }

    public func switchOn(
        _ factor: NewFactor,
        recovery: [[UInt8]],
        _ offer: FactorOffer,
        noting note: FactorNote,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await once(in: town) { transaction in
            try transaction.use(offer)
            try transaction.insert(first: factor, recovery: recovery, of: offer.holder)
            // Whoever knows the password alone could otherwise go on, and set up a factor as well.
            switch note {
            case .account(let event, _): try transaction.closeSessions(of: event.resident, keeping: offer.boundTo)
            case .office: try transaction.endPendingSignIns(of: offer.holder, keeping: offer.boundTo)
            }
            try transaction.tell(note)
        }
    }

    public func add(_ factor: NewFactor, _ offer: FactorOffer, noting note: FactorNote, in town: ID<Municipality>)
        async throws -> Bool
    {
        try await once(in: town) { transaction in
            try transaction.use(offer)
            guard try transaction.hasFactor(offer.holder) else { throw UsedMeanwhile() }
            try transaction.insert(factor, of: offer.holder)
            try transaction.tell(note)
        }
    }
}
