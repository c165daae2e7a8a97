public import CityDomain
public import CityKit

extension SQLResidentStore: GuardianStore {
    public func register(
        _ account: ResidentAccount,
        awaiting consent: GuardianConsent,
        link: ID<AccountLink>,
        since: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.mayBeSentLink(consent.index, as: .guardian, since: since) else { return }
            try transaction.insert(account)
            try transaction.execute(
                """
                INSERT INTO guardian_consents (municipality, resident, guardian, guardian_index, asked_at)
                VALUES ({town}, ?, ?, ?, ?)
                """,
                consent.resident,
                consent.guardian.ciphertext,
                consent.index,
                consent.askedAt
            )
            let letter = AccountLink(
                id: link,
                purpose: .guardian,
                resident: consent.resident,
                createdAt: consent.askedAt
            )
            try transaction.send(letter, to: consent.index)
        }
    }

    public func consent(for resident: ID<Resident>, in town: ID<Municipality>) async throws -> GuardianConsent? {
        try await database.town(town).read { try $0.consent(for: resident) }
    }

    public func agree(by link: ID<AccountLink>, letter: ID<AccountLink>, at now: Instant, in town: ID<Municipality>)
        async throws
    {
        try await database.town(town).write { transaction in
            let account = try transaction.answered(link, at: now)
            let id = account.resident.id
            try transaction.execute(
                "UPDATE guardian_consents SET agreed_at = ? WHERE municipality = {town} AND resident = ?",
                now,
                id
            )
            let owner = try transaction.resident(with: account.loginIndex)?.resident
            let next = AccountLink(
                id: letter,
                purpose: owner == nil ? .activate : .taken,
                resident: owner?.id ?? id,
                createdAt: now
            )
            if owner != nil { try transaction.forgetRegistration(id) }
            try transaction.send(next, to: account.loginIndex, as: .activate)
        }
    }

    public func refuse(by link: ID<AccountLink>, at now: Instant, in town: ID<Municipality>) async throws {
        try await database.town(town).write { transaction in
            try transaction.forgetRegistration(try transaction.answered(link, at: now).resident.id)
        }
    }
}

extension TownTransaction {
    func consent(for resident: ID<Resident>) throws -> GuardianConsent? {
        try query(
            """
            SELECT guardian, guardian_index, asked_at, agreed_at FROM guardian_consents
            WHERE municipality = {town} AND resident = ?
            """,
            resident
        ).first.map { row in
            GuardianConsent(
                resident: resident,
                guardian: Sealed(ciphertext: try row.blob("guardian")),
                index: try row.blob("guardian_index"),
                askedAt: try row.instant("asked_at"),
                agreedAt: try row.optionalInstant("agreed_at")
            )
        }
    }

    /// The registration that the link of a guardian is about, which is used by it.
    fileprivate func answered(_ link: ID<AccountLink>, at now: Instant) throws -> ResidentAccount {
        guard let (found, account) = try self.link(link), found.purpose == .guardian else {
            throw AccountFailure.wrongLink
        }
        try use(link, at: now)
        return account
    }

    /// Tells the guardian of an account that was just made how to take the consent back.
    ///
    /// - Throws: `AccountFailure.wrongLink` where a guardian was asked and has not agreed.
    func tellGuardian(of resident: ID<Resident>, by letter: ID<AccountLink>, at now: Instant) throws {
        guard let consent = try consent(for: resident) else { return }
        guard consent.agreedAt != nil else { throw AccountFailure.wrongLink }
        let link = AccountLink(id: letter, purpose: .guardianTold, resident: resident, createdAt: now)
        try send(link, to: consent.index)
    }

    fileprivate func forgetRegistration(_ id: ID<Resident>) throws {
        try execute("DELETE FROM guardian_consents WHERE municipality = {town} AND resident = ?", id)
        try execute("DELETE FROM registrations WHERE municipality = {town} AND id = ?", id)
        try eraseKeys(of: id.rawValue, for: "person")
    }
}
