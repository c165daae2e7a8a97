import CityDomain
import CityKit

extension TownTransaction {
    /// Whether there is an account, and the office has not blocked it: asked where something of its owner is about to be stored.
    func isUnblocked(_ resident: ID<Resident>) throws -> Bool {
        try !query(
            "SELECT id FROM residents WHERE municipality = {town} AND id = ? AND blocked_at IS NULL",
            resident
        ).isEmpty
    }

    func insert(_ account: ResidentAccount) throws {
        let resident = account.resident
        try insert(resident.personKey, of: resident.id.rawValue, for: "person")
        try execute(
            """
            INSERT INTO registrations
                (municipality, id, profile, login_index, password_hash, has_password, language, terms_version,
                declared_age, created_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            resident.id,
            resident.profile.ciphertext,
            account.loginIndex,
            account.passwordHash.phc,
            resident.hasPassword,
            resident.language,
            resident.termsVersion,
            resident.declaredAge,
            resident.createdAt
        )
    }

    /// Makes an account of a registration.
    func activate(_ id: ID<Resident>, at now: Instant) throws {
        try execute(
            """
            INSERT INTO residents (municipality, id, profile, login_index, password_hash, has_password, language,
                terms_version, declared_age, created_at, activated_at, verification)
            SELECT municipality, id, profile, login_index, password_hash, has_password, language, terms_version,
                declared_age, created_at, CAST(? AS {int}), CAST(? AS TEXT)
            FROM registrations WHERE municipality = {town} AND id = ?
            """,
            now,
            VerificationLevel.contactConfirmed,
            id
        )
        try execute(
            """
            INSERT INTO resident_acceptances (municipality, resident, version, accepted_at)
            SELECT municipality, id, terms_version, created_at FROM registrations WHERE municipality = {town} AND id = ?
            """,
            id
        )
        try execute("DELETE FROM registrations WHERE municipality = {town} AND id = ?", id)
    }

    /// The first acceptance of a version counts.
    func noteAcceptance(of version: String, by resident: ID<Resident>, at now: Instant) throws {
        try execute(
            """
            INSERT INTO resident_acceptances (municipality, resident, version, accepted_at)
            VALUES ({town}, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            resident,
            version,
            now
        )
    }

    /// Forgets what others, or the owner before, registered with the address.
    func forgetRegistrations(of loginIndex: [UInt8]) throws {
        try execute(
            """
            DELETE FROM data_keys WHERE municipality = {town} AND purpose = 'person'
                AND owner IN (SELECT id FROM registrations WHERE municipality = {town} AND login_index = ?)
            """,
            loginIndex
        )
        try execute(
            """
            DELETE FROM guardian_consents WHERE municipality = {town}
                AND resident IN (SELECT id FROM registrations WHERE municipality = {town} AND login_index = ?)
            """,
            loginIndex
        )
        try execute("DELETE FROM registrations WHERE municipality = {town} AND login_index = ?", loginIndex)
    }

    func resident(with loginIndex: [UInt8]) throws -> ResidentAccount? {
        try query(
            "SELECT \(ResidentAccount.columns) FROM residents WHERE municipality = {town} AND login_index = ?",
            loginIndex
        ).first.flatMap(residentAccount)
    }

    /// - Parameter table: `residents` or `registrations`.
    func residentAccount(_ id: ID<Resident>, in table: SQL) throws -> ResidentAccount? {
        try query("SELECT \(ResidentAccount.columns) FROM \(table) WHERE municipality = {town} AND id = ?", id)
            .first.flatMap(residentAccount)
    }

    /// Nil once the key was erased.
    func residentAccount(_ row: Row) throws -> ResidentAccount? {
        let id: ID<Resident> = try row.id("id")
        guard let personKey = try key(of: id.rawValue, for: "person") else { return nil }
        let resident = Resident(
            id: id,
            profile: Sealed(ciphertext: try row.blob("profile")),
            personKey: personKey,
            language: try row.value("language"),
            termsVersion: try row.text("terms_version"),
            declaredAge: try row.optionalInt("declared_age"),
            createdAt: try row.instant("created_at"),
            hasPassword: try row.bool("has_password"),
            verification: try row.value("verification"),
            block: try row.optionalInstant("blocked_at").map { at in
                ResidentBlock(reason: Sealed(ciphertext: try row.blob("block_reason")), at: at)
            }
        )
        return ResidentAccount(
            resident: resident,
            loginIndex: try row.blob("login_index"),
            passwordHash: PasswordHash(phc: try row.text("password_hash"))
        )
    }

    func setPasswordHash(_ hash: PasswordHash, of resident: ID<Resident>) throws {
        try execute(
            "UPDATE residents SET password_hash = ?, has_password = TRUE WHERE municipality = {town} AND id = ?",
            hash.phc,
            resident
        )
    }

    /// Signs the resident out, half-way in as well.
    ///
    /// - Parameter kept: the hash of the token of a session that goes on.
    func closeSessions(of resident: ID<Resident>, keeping kept: [UInt8]?) throws {
        try execute(
            "DELETE FROM resident_sessions WHERE municipality = {town} AND resident = ? AND token_hash <> ?",
            resident,
            kept ?? []
        )
        try endPendingSignIns(of: resident.factorHolder, keeping: kept)
    }
}

// MARK: - Links in letters

extension TownTransaction {
    /// Whether the address was not sent too many letters since then that were asked for in the same way: whoever asks for
    /// one kind for somebody else does not use up the others.
    func mayBeSentLink(_ loginIndex: [UInt8], as wish: AccountLink.Purpose, since: Instant) throws -> Bool {
        let sent = try query(
            """
            SELECT CAST(COUNT(*) AS {int}) AS letters FROM account_links
            WHERE municipality = {town} AND login_index = ? AND created_at > ? AND counted_as = ?
            """,
            loginIndex,
            since,
            wish
        ).first?.int("letters")
        return (sent ?? 0) < RegisterResident.mostLetters
    }

    /// Stores a link and the delivery of the letter that holds it.
    ///
    /// - Parameter wish: what was asked for, where the letter says something else; nil for its own purpose.
    func send(_ link: AccountLink, to loginIndex: [UInt8], as wish: AccountLink.Purpose? = nil) throws {
        try insert(
            link.id,
            purpose: link.purpose.rawValue,
            as: wish ?? link.purpose,
            resident: link.resident,
            to: loginIndex,
            at: link.createdAt
        )
        try insert(
            PlannedDelivery(message: .accountLink, channel: .email, state: .queued),
            as: ID("account-\(link.id)"),
            about: link.id.rawValue,
            at: link.createdAt
        )
        notify(.deliveries)
    }

    /// Counts a letter that nobody gets, since the address has no account: to ask for it costs the same write and as much
    /// of the address's share, so that neither time nor refusal tells of an account.
    func countUnsent(
        _ link: ID<AccountLink>,
        as wish: AccountLink.Purpose,
        to loginIndex: [UInt8],
        at now: Instant
    ) throws {
        try insert(link, purpose: "unsent", as: wish, resident: nil, to: loginIndex, at: now)
    }

    private func insert(
        _ link: ID<AccountLink>,
        purpose: String,
        as wish: AccountLink.Purpose,
        resident: ID<Resident>?,
        to loginIndex: [UInt8],
        at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO account_links (municipality, id, purpose, counted_as, resident, login_index, created_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?)
            """,
            link,
            purpose,
            wish,
            resident?.rawValue ?? "",
            loginIndex,
            now
        )
    }

    /// Stores the delivery of a letter about no report.
    ///
    /// - Parameter subject: the id of the link to an account, or of what else the letter is about.
    func insert(
        _ delivery: PlannedDelivery,
        as id: ID<Delivery>,
        to recipient: Recipient = .account,
        about subject: String,
        at now: Instant
    ) throws {
        try execute(
            """
            INSERT INTO deliveries
                (municipality, id, message, recipient, subject, channel, state, attempt, due_at, created_at, updated_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            """,
            id,
            delivery.message.rawValue,
            recipient.rawValue,
            subject,
            delivery.channel.rawValue,
            delivery.state.rawValue,
            now,
            now,
            now
        )
    }

    /// Nil for a link that is unknown, was used, or whose account is gone.
    func link(_ id: ID<AccountLink>) throws -> (AccountLink, ResidentAccount)? {
        let row = try query(
            """
            SELECT id, purpose, resident, created_at FROM account_links
            WHERE municipality = {town} AND id = ? AND used_at IS NULL
            """,
            id
        ).first
        guard let row else { return nil }
        let link = AccountLink(
            id: id,
            purpose: try row.value("purpose"),
            resident: try row.id("resident"),
            createdAt: try row.instant("created_at")
        )
        let table: SQL = link.isOfRegistration ? "registrations" : "residents"
        return try residentAccount(link.resident, in: table).map { (link, $0) }
    }

    /// Forgets that the owner was told of the end of an unused account, and the letter that says so if it waits.
    func endWarning(of resident: ID<Resident>, at now: Instant) throws {
        let ended = try change(
            "UPDATE residents SET warned_at = NULL WHERE municipality = {town} AND id = ? AND warned_at IS NOT NULL",
            resident
        )
        guard ended == 1 else { return }
        try execute(
            """
            UPDATE account_links SET used_at = ?
            WHERE municipality = {town} AND resident = ? AND purpose = ? AND used_at IS NULL
            """,
            now,
            resident,
            AccountLink.Purpose.unused
        )
    }

    /// - Throws: `AccountFailure.wrongLink` when it was used before.
    func use(_ link: ID<AccountLink>, at now: Instant) throws {
        let used = try change(
            "UPDATE account_links SET used_at = ? WHERE municipality = {town} AND id = ? AND used_at IS NULL",
            now,
            link
        )
        guard used == 1 else { throw AccountFailure.wrongLink }
    }
}

extension Transaction {
    func sweepRegistrations(before moment: Instant, limit: Int) throws -> Int {
        // The letter that follows a guardian's answer works as long as any other.
        let old = try query(
            """
            SELECT r.municipality, r.id FROM registrations r WHERE r.created_at < ? AND NOT EXISTS (
                SELECT 1 FROM guardian_consents g
                WHERE g.municipality = r.municipality AND g.resident = r.id AND g.agreed_at >= ?
            ) LIMIT ?
            """,
            moment,
            moment,
            limit
        )
        for row in old {
            let (town, id) = (try row.text("municipality"), try row.text("id"))
            try execute(
                "DELETE FROM data_keys WHERE municipality = ? AND owner = ? AND purpose = 'person'",
                town,
                id
            )
            try execute("DELETE FROM guardian_consents WHERE municipality = ? AND resident = ?", town, id)
            try execute("DELETE FROM registrations WHERE municipality = ? AND id = ?", town, id)
        }
        return old.count
    }

    func sweepLinks(before moment: Instant, limit: Int) throws -> Int {
        let old = try query("SELECT municipality, id FROM account_links WHERE created_at < ? LIMIT ?", moment, limit)
        for row in old {
            try execute(
                "DELETE FROM account_links WHERE municipality = ? AND id = ?",
                try row.text("municipality"),
                try row.text("id")
            )
        }
        return old.count
    }

    func sweepResidentSessions(before moment: Instant, limit: Int) throws -> Int {
        let old = try query(
            "SELECT municipality, token_hash FROM resident_sessions WHERE seen_at < ? LIMIT ?",
            moment,
            limit
        )
        for row in old {
            try execute(
                "DELETE FROM resident_sessions WHERE municipality = ? AND token_hash = ?",
                try row.text("municipality"),
                try row.blob("token_hash")
            )
        }
        return old.count
    }
}

extension ResidentAccount {
    static let columns: SQL = """
        id, profile, login_index, password_hash, has_password, blocked_at, block_reason, language, terms_version,
        declared_age, created_at, verification
        """
}

extension AccountLink.Purpose: Storable {}
extension VerificationLevel: Storable {}
