import CityDomain
import CityKit

/// Takes back what the transaction did so far.
struct UsedMeanwhile: Error {}

extension TownTransaction {
    func factors(of holder: ID<FactorHolder>) throws -> SecondFactors {
        let app = try query("SELECT secret, last_step FROM factors WHERE municipality = {town} AND holder = ?", holder)
            .first
            .map { row in
                CodeApp(secret: Sealed(ciphertext: try row.blob("secret")), lastStep: try row.integer("last_step"))
            }
        return SecondFactors(app: app, passkeys: try passkeys(of: holder))
    }

    /// Whether the person has a second factor; recovery codes are none.
    func hasFactor(_ holder: ID<FactorHolder>) throws -> Bool {
        try !query("SELECT holder FROM factors WHERE municipality = {town} AND holder = ?", holder).isEmpty
            || !query("SELECT holder FROM passkeys WHERE municipality = {town} AND holder = ?", holder).isEmpty
    }

    /// Takes all factors away, and what somebody may set up.
    func removeFactors(of holder: ID<FactorHolder>) throws {
        for table: SQL in ["factors", "recovery_codes", "passkeys", "factor_offers"] {
            try execute("DELETE FROM \(table) WHERE municipality = {town} AND holder = ?", holder)
        }
    }

    /// Forgets who got past the first step and not yet past the second, and what browsers may set up.
    ///
    /// - Parameter kept: the hash of the token of a session that goes on.
    func endPendingSignIns(of holder: ID<FactorHolder>, keeping kept: [UInt8]? = nil) throws {
        try execute("DELETE FROM pending_sign_ins WHERE municipality = {town} AND holder = ?", holder)
        try execute(
            "DELETE FROM factor_offers WHERE municipality = {town} AND holder = ? AND bound_to <> ?",
            holder,
            kept ?? []
        )
    }

    /// - Throws: `PasskeyFailure.tooMany`, `.known`.
    func insert(_ factor: NewFactor, of holder: ID<FactorHolder>) throws {
        switch factor {
        case .app(let app):
            try execute(
                """
                INSERT INTO factors (municipality, holder, secret, last_step) VALUES ({town}, ?, ?, ?)
                ON CONFLICT (municipality, holder)
                DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step
                """,
                holder,
                app.secret.ciphertext,
                app.lastStep
            )
        case .passkey(let passkey):
            guard try passkeys(of: holder).count < Passkey.most else { throw PasskeyFailure.tooMany }
            try insert(passkey)
        }
    }

    /// - Throws: `UsedMeanwhile` when there is a factor; `PasskeyFailure.known`.
    func insert(first factor: NewFactor, recovery codes: [[UInt8]], of holder: ID<FactorHolder>) throws {
        guard try !hasFactor(holder) else { throw UsedMeanwhile() }
        try insert(factor, of: holder)
        try replaceRecovery(of: holder, with: codes)
    }

    private func replaceRecovery(of holder: ID<FactorHolder>, with codes: [[UInt8]]) throws {
        try execute("DELETE FROM recovery_codes WHERE municipality = {town} AND holder = ?", holder)
        for code in codes {
            try execute(
                "INSERT INTO recovery_codes (municipality, holder, code_hash) VALUES ({town}, ?, ?)",
                holder,
                code
            )
        }
    }

    /// - Throws: `PasskeyFailure.lastFactor`, `.notFound`.
    func apply(_ change: KnownFactorChange, to holder: ID<FactorHolder>) throws {
        switch change {
        case .recovery(let codes): try replaceRecovery(of: holder, with: codes)
        case .withoutPasskey(let passkey):
            try remove(passkey, of: holder)
            guard try hasFactor(holder) else { throw PasskeyFailure.lastFactor }
        case .without: try removeFactors(of: holder)
        }
    }
}

// MARK: - What is used up

extension TownTransaction {
    /// - Throws: `UsedMeanwhile`.
    func use(_ proof: FactorProof, of holder: ID<FactorHolder>) throws {
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

    /// - Throws: `UsedMeanwhile`.
    func use(_ offer: FactorOffer) throws {
        let used = try change(
            "DELETE FROM factor_offers WHERE municipality = {town} AND bound_to = ? AND secret = ?",
            offer.boundTo,
            offer.secret.ciphertext
        )
        guard used == 1 else { throw UsedMeanwhile() }
    }

    func insert(_ offer: FactorOffer) throws {
        try execute(
            """
            INSERT INTO factor_offers (municipality, bound_to, holder, secret, issued_at) VALUES ({town}, ?, ?, ?, ?)
            ON CONFLICT (municipality, bound_to) DO UPDATE SET
                holder = excluded.holder, secret = excluded.secret, issued_at = excluded.issued_at
            """,
            offer.boundTo,
            offer.holder,
            offer.secret.ciphertext,
            offer.issuedAt
        )
    }
}

// MARK: - Signing in

extension TownTransaction {
    /// - Parameter person: nil for somebody who does not wait at this door, or may not come in any more.
    func pending<Person: Sendable>(_ tokenHash: [UInt8], _ person: (PendingSignIn) throws -> Person?) throws
        -> PendingFactor<Person>?
    {
        let row = try query(
            "SELECT holder, door, opened_at FROM pending_sign_ins WHERE municipality = {town} AND token_hash = ?",
            tokenHash
        ).first
        guard let row else { return nil }
        let signIn = PendingSignIn(
            tokenHash: tokenHash,
            holder: try row.id("holder"),
            door: try row.value("door"),
            openedAt: try row.instant("opened_at")
        )
        return try person(signIn).map {
            PendingFactor(signIn: signIn, person: $0, factors: try factors(of: signIn.holder))
        }
    }

    /// - Throws: `UsedMeanwhile`; `PasskeyFailure.known`, `AccountFailure.signedOut`.
    func finish(_ finish: FinishedSignIn) throws {
        if let tokenHash = finish.tokenHash { try useSignIn(tokenHash) }
        switch finish.proof {
        case .known(let proof): try use(proof, of: finish.holder)
        case .new(let factor, let codes, let note):
            try insert(first: factor, recovery: codes, of: finish.holder)
            try tell(note)
        }
        switch finish.session {
        case .office(let session, let entry):
            try insert(session)
            try note(entry)
        case .account(let session, let event): try open(session, logging: event)
        }
    }

    private func useSignIn(_ tokenHash: [UInt8]) throws {
        let used = try change(
            "DELETE FROM pending_sign_ins WHERE municipality = {town} AND token_hash = ?",
            tokenHash
        )
        guard used == 1 else { throw UsedMeanwhile() }
        try execute("DELETE FROM factor_offers WHERE municipality = {town} AND bound_to = ?", tokenHash)
    }
}

// MARK: - What is told

extension TownTransaction {
    func tell(_ note: FactorNote) throws {
        switch note {
        case .office(let entry, let notice):
            try self.note(entry)
            try send(notice)
        case .account(let event, let letter):
            try insert(event)
            guard let account = try residentAccount(letter.resident, in: "residents") else { return }
            try send(letter, to: account.loginIndex)
        }
    }

    private func send(_ notice: StaffNotice) throws {
        try execute(
            "DELETE FROM staff_notices WHERE municipality = {town} AND created_at < ?",
            notice.createdAt - StaffNotice.validity
        )
        try execute(
            """
            INSERT INTO staff_notices (municipality, id, staff, change, language, created_at)
            VALUES ({town}, ?, ?, ?, ?, ?)
            """,
            notice.id,
            notice.staff,
            notice.change,
            notice.language,
            notice.createdAt
        )
        try insert(
            PlannedDelivery(message: .staffNotified, channel: .email, state: .queued),
            as: ID("notice-\(notice.id)"),
            about: notice.id.rawValue,
            at: notice.createdAt
        )
        notify(.deliveries)
    }
}

extension PendingSignIn.Door: Storable {}
extension FactorChange: Storable {}
