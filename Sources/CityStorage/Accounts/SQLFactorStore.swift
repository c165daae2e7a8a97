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
                return PendingFactor(signIn: signIn, staff: staff, factor: try transaction.factor(of: staff.id))
            }
        }
    }

    public func hasFactor(_ staff: ID<Staff>, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).read { try $0.hasFactor(staff) }
    }

    public func factor(of staff: ID<Staff>, in town: ID<Municipality>) async throws -> StaffFactor? {
        try await database.town(town).read { try $0.factor(of: staff) }
    }

    public func renewRecovery(
        _ hashes: [[UInt8]],
        of staff: ID<Staff>,
        step: Int64,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard try transaction.use(step, of: staff) else { return false }
            try transaction.execute(
                "DELETE FROM staff_recovery_codes WHERE municipality = {town} AND staff = ?",
                staff
            )
            try transaction.insert(recovery: hashes, of: staff)
            try transaction.note(entry)
            return true
        }
    }

    public func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool {
        do {
            try await database.town(town).write { try $0.finish(finish) }
            return true
        } catch is UsedMeanwhile {
            return false
        }
    }
}

/// Takes back what the transaction did so far.
private struct UsedMeanwhile: Error {}

extension TownTransaction {
    fileprivate func factor(of staff: ID<Staff>) throws -> StaffFactor? {
        try query("SELECT secret, last_step FROM staff_factors WHERE municipality = {town} AND staff = ?", staff).first
            .map { row in
                StaffFactor(
                    secret: Sealed(ciphertext: try row.blob("secret")),
                    lastStep: Int64(try row.int("last_step"))
                )
            }
    }

    fileprivate func finish(_ finish: FinishedSignIn) throws {
        let used = try change(
            "DELETE FROM staff_sign_ins WHERE municipality = {town} AND token_hash = ?",
            finish.tokenHash
        )
        guard used == 1 else { throw UsedMeanwhile() }
        try store(finish.proof, of: finish.session.staff)
        try insert(finish.session)
        for note in finish.notes { try self.note(note) }
    }

    private func store(_ proof: FinishedSignIn.Proof, of staff: ID<Staff>) throws {
        switch proof {
        case .code(let step):
            guard try use(step, of: staff) else { throw UsedMeanwhile() }
        case .recovery(let hash):
            let taken = try change(
                "DELETE FROM staff_recovery_codes WHERE municipality = {town} AND staff = ? AND code_hash = ?",
                staff,
                hash
            )
            guard taken == 1 else { throw UsedMeanwhile() }
        case .new(let factor, let codes):
            guard try !hasFactor(staff) else { throw UsedMeanwhile() }
            try insert(factor, recovery: codes, of: staff)
        }
    }

    /// - Returns: false when the code of this step or a later one was taken before.
    fileprivate func use(_ step: Int64, of staff: ID<Staff>) throws -> Bool {
        try change(
            "UPDATE staff_factors SET last_step = ? WHERE municipality = {town} AND staff = ? AND last_step < ?",
            step,
            staff,
            step
        ) == 1
    }

    private func insert(_ factor: StaffFactor, recovery codes: [[UInt8]], of staff: ID<Staff>) throws {
        try execute(
            "INSERT INTO staff_factors (municipality, staff, secret, last_step) VALUES ({town}, ?, ?, ?)",
            staff,
            factor.secret.ciphertext,
            factor.lastStep
        )
        try insert(recovery: codes, of: staff)
    }

    fileprivate func insert(recovery codes: [[UInt8]], of staff: ID<Staff>) throws {
        for code in codes {
            try execute(
                "INSERT INTO staff_recovery_codes (municipality, staff, code_hash) VALUES ({town}, ?, ?)",
                staff,
                code
            )
        }
    }
}
