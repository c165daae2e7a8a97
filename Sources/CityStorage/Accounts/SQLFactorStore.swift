public import CityDomain
public import CityKit

/// Second factors, and sign-ins that wait for one, in the database.
public struct SQLFactorStore: FactorStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func begin(_ signIn: PendingSignIn, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws
    {
        try await database.town(town).write { transaction in
            try transaction.execute(
                "DELETE FROM staff_sign_ins WHERE municipality = {town} AND staff = ? AND opened_at < ?",
                signIn.staff,
                oldest
            )
            try transaction.execute(
                """
                INSERT INTO staff_sign_ins (municipality, token_hash, staff, secret, opened_at)
                VALUES ({town}, ?, ?, ?, ?)
                """,
                signIn.tokenHash,
                signIn.staff,
                signIn.secret?.ciphertext,
                signIn.openedAt
            )
        }
    }

    public func pending(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor? {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT p.secret, p.opened_at, s.id, s.unit, s.name, s.login
                FROM staff_sign_ins p JOIN staff s ON s.municipality = p.municipality AND s.id = p.staff
                WHERE p.municipality = {town} AND p.token_hash = ? AND s.closed_at IS NULL
                """,
                tokenHash
            ).first.flatMap { row in
                guard let staff = try transaction.staff(row) else { return nil }
                let signIn = PendingSignIn(
                    tokenHash: tokenHash,
                    staff: staff.id,
                    secret: try row.optionalBlob("secret").map(Sealed.init(ciphertext:)),
                    openedAt: try row.instant("opened_at")
                )
                let factors = try transaction.factors(of: staff.id.factorHolder)
                return PendingFactor(signIn: signIn, staff: staff, factors: factors)
            }
        }
    }

    public func hasFactor(_ holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).read { try $0.hasFactor(holder) }
    }

    public func factors(of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> SecondFactors {
        try await database.town(town).read { try $0.factors(of: holder) }
    }

    public func renewRecovery(
        _ hashes: [[UInt8]],
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await Self.once {
            try await database.town(town).write { transaction in
                try transaction.use(proof, of: holder)
                try transaction.execute("DELETE FROM recovery_codes WHERE municipality = {town} AND holder = ?", holder)
                try transaction.insert(recovery: hashes, of: holder)
                try transaction.note(entry)
            }
        }
    }

    public func use(_ proof: FactorProof, of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool {
        try await Self.once { try await database.town(town).write { try $0.use(proof, of: holder) } }
    }

    public func add(_ passkey: Passkey, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.passkeys(of: passkey.holder).count < Passkey.most else {
                throw PasskeyFailure.tooMany
            }
            try transaction.insert(passkey)
            try transaction.note(entry)
        }
    }

    public func remove(
        _ passkey: ID<Passkey>,
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await Self.once {
            try await database.town(town).write { transaction in
                try transaction.use(proof, of: holder)
                try transaction.remove(passkey, of: holder)
                guard try transaction.hasFactor(holder) else { throw PasskeyFailure.lastFactor }
                try transaction.note(entry)
            }
        }
    }

    public func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool {
        try await Self.once { try await database.town(town).write { try $0.finish(finish) } }
    }

    /// - Returns: false when `body` found something used, and nothing of it was stored.
    private static func once(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch is UsedMeanwhile {
            return false
        }
    }
}

/// Takes back what the transaction did so far.
private struct UsedMeanwhile: Error {}

extension TownTransaction {
    fileprivate func factors(of holder: ID<FactorHolder>) throws -> SecondFactors {
        let app = try query("SELECT secret, last_step FROM factors WHERE municipality = {town} AND holder = ?", holder)
            .first
            .map { row in
                CodeApp(secret: Sealed(ciphertext: try row.blob("secret")), lastStep: try row.integer("last_step"))
            }
        return SecondFactors(app: app, passkeys: try passkeys(of: holder))
    }

    fileprivate func finish(_ finish: FinishedSignIn) throws {
        let used = try change(
            "DELETE FROM staff_sign_ins WHERE municipality = {town} AND token_hash = ?",
            finish.tokenHash
        )
        guard used == 1 else { throw UsedMeanwhile() }
        try store(finish.proof, of: finish.session.staff.factorHolder)
        try insert(finish.session)
        for note in finish.notes { try self.note(note) }
    }

    private func store(_ proof: FinishedSignIn.Proof, of holder: ID<FactorHolder>) throws {
        switch proof {
        case .known(let proof): try use(proof, of: holder)
        case .new(let factor, let codes):
            guard try !hasFactor(holder) else { throw UsedMeanwhile() }
            try insert(factor, of: holder)
            try insert(recovery: codes, of: holder)
        }
    }

    /// - Throws: `UsedMeanwhile`.
    fileprivate func use(_ proof: FactorProof, of holder: ID<FactorHolder>) throws {
        let used =
            switch proof {
            case .code(let step):
                try change(
                    "UPDATE factors SET last_step = ? WHERE municipality = {town} AND holder = ? AND last_step < ?",
                    step,
                    holder,
                    step
                )
            case .recovery(let hash):
                try change(
                    "DELETE FROM recovery_codes WHERE municipality = {town} AND holder = ? AND code_hash = ?",
                    holder,
                    hash
                )
            case .passkey(let use): try note(use, of: holder)
            }
        guard used == 1 else { throw UsedMeanwhile() }
    }

    private func insert(_ factor: NewFactor, of holder: ID<FactorHolder>) throws {
        switch factor {
        case .app(let app):
            try execute(
                "INSERT INTO factors (municipality, holder, secret, last_step) VALUES ({town}, ?, ?, ?)",
                holder,
                app.secret.ciphertext,
                app.lastStep
            )
        case .passkey(let passkey): try insert(passkey)
        }
    }

    fileprivate func insert(recovery codes: [[UInt8]], of holder: ID<FactorHolder>) throws {
        for code in codes {
            try execute(
                "INSERT INTO recovery_codes (municipality, holder, code_hash) VALUES ({town}, ?, ?)",
                holder,
                code
            )
        }
    }
}
