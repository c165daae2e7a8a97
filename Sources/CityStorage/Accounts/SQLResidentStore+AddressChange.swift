public import CityDomain
public import CityKit

extension SQLResidentStore: AddressChangeStore {
    public func ask(
        _ change: AddressChange,
        leave: ID<AccountLink>,
        arrive: ID<AccountLink>,
        since: Instant,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard let owner = try transaction.residentAccount(change.resident, in: "residents") else { return }
            try transaction.endAddressChange(of: change.resident, at: change.askedAt)
            try transaction.insert(change)
            let old = AccountLink(id: leave, purpose: .leave, resident: change.resident, createdAt: change.askedAt)
            try transaction.send(old, to: owner.loginIndex)
            guard try transaction.mayBeSentLink(change.loginIndex, as: .arrive, since: since) else { return }
            let holder = try transaction.resident(with: change.loginIndex)?.resident
            let new = AccountLink(
                id: arrive,
                purpose: holder == nil ? .arrive : .taken,
                resident: holder?.id ?? change.resident,
                createdAt: change.askedAt
            )
            try transaction.send(new, to: change.loginIndex, as: .arrive)
        }
    }

    public func addressChange(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> AddressChange? {
        try await database.town(town).read { try $0.addressChange(of: resident) }
    }

    public func agree(
        by link: AccountLink,
        profile: Sealed<ResidentProfile>,
        replacing old: Sealed<ResidentProfile>,
        supporterIndex: [UInt8],
        logging event: AccountEvent,
        in town: ID<Municipality>
    ) async throws -> Bool {
        let now = event.at
        return try await database.town(town).write { transaction in
            try transaction.use(link.id, at: now)
            try transaction.answer(link, at: now)
            guard let change = try transaction.addressChange(of: link.resident) else {
                throw AccountFailure.wrongLink
            }
            guard change.leftAt != nil, change.arrivedAt != nil else { return false }
            guard try transaction.resident(with: change.loginIndex) == nil else { throw AccountFailure.loginTaken }
            try transaction.move(link.resident, to: change.loginIndex, profile: profile, replacing: old)
            try transaction.setSupporterIndex(supporterIndex, of: link.resident)
            try transaction.endAddressChange(of: link.resident, at: now)
            try transaction.forgetRegistrations(of: change.loginIndex)
            try transaction.closeSessions(of: link.resident, keeping: nil)
            try transaction.insert(event)
            return true
        }
    }

    public func cancelAddressChange(of resident: ID<Resident>, at now: Instant, in town: ID<Municipality>) async throws
    {
        try await database.town(town).write { try $0.endAddressChange(of: resident, at: now) }
    }
}

extension TownTransaction {
    fileprivate func insert(_ change: AddressChange) throws {
        try execute(
            """
            INSERT INTO address_changes (municipality, resident, address, login_index, asked_at)
            VALUES ({town}, ?, ?, ?, ?)
            """,
            change.resident,
            change.address.ciphertext,
            change.loginIndex,
            change.askedAt
        )
    }

    fileprivate func addressChange(of resident: ID<Resident>) throws -> AddressChange? {
        try query(
            """
            SELECT address, login_index, asked_at, left_at, arrived_at FROM address_changes
            WHERE municipality = {town} AND resident = ?
            """,
            resident
        ).first.map { row in
            AddressChange(
                resident: resident,
                address: Sealed(ciphertext: try row.blob("address")),
                loginIndex: try row.blob("login_index"),
                askedAt: try row.instant("asked_at"),
                leftAt: try row.optionalInstant("left_at"),
                arrivedAt: try row.optionalInstant("arrived_at")
            )
        }
    }

    fileprivate func answer(_ link: AccountLink, at now: Instant) throws {
        let column: SQL = link.purpose == .leave ? "left_at" : "arrived_at"
        try execute(
            "UPDATE address_changes SET \(column) = ? WHERE municipality = {town} AND resident = ?",
            now,
            link.resident
        )
    }

    /// - Throws: `AccountFailure.changedMeanwhile`.
    fileprivate func move(
        _ resident: ID<Resident>,
        to loginIndex: [UInt8],
        profile: Sealed<ResidentProfile>,
        replacing old: Sealed<ResidentProfile>
    ) throws {
        let moved = try change(
            """
            UPDATE residents SET profile = ?, login_index = ?
            WHERE municipality = {town} AND id = ? AND profile = ?
            """,
            profile.ciphertext,
            loginIndex,
            resident,
            old.ciphertext
        )
        guard moved == 1 else { throw AccountFailure.changedMeanwhile }
    }

    /// Forgets the wish, and the links in its letters with it.
    fileprivate func endAddressChange(of resident: ID<Resident>, at now: Instant) throws {
        try execute("DELETE FROM address_changes WHERE municipality = {town} AND resident = ?", resident)
        try execute(
            """
            UPDATE account_links SET used_at = ?
            WHERE municipality = {town} AND resident = ? AND purpose IN ('leave', 'arrive') AND used_at IS NULL
            """,
            now,
            resident
        )
    }
}

extension Transaction {
    func sweepAddressChanges(before moment: Instant, limit: Int) throws -> Int {
        let old = try query(
            "SELECT municipality, resident FROM address_changes WHERE asked_at < ? LIMIT ?",
            moment,
            limit
        )
        for row in old {
            try execute(
                "DELETE FROM address_changes WHERE municipality = ? AND resident = ?",
                try row.text("municipality"),
                try row.text("resident")
            )
        }
        return old.count
    }
}
