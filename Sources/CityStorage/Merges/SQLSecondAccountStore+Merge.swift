public import CityDomain
public import CityKit

extension SQLSecondAccountStore: AccountMergeStore {
    public func ask(
        _ id: ID<SecondAccount>,
        _ letters: [AccountLink],
        keeping kept: ID<Resident>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard let pair = try transaction.suspicion(id) else { throw MergeFailure.unknownPair }
            guard try transaction.areOpen([pair.older, pair.newer]) else { throw MergeFailure.blocked }
            let gone = kept == pair.older ? pair.newer : pair.older
            guard try transaction.consent(for: gone) == nil else { throw MergeFailure.guarded }
            guard try !transaction.hasFactor(gone.factorHolder) else { throw MergeFailure.secondStep }
            try transaction.endQuestions(to: [pair.older, pair.newer], at: entry.at)
            try transaction.execute(
                "UPDATE second_accounts SET kept = ?, asked_at = ? WHERE municipality = {town} AND id = ?",
                kept,
                entry.at,
                id
            )
            for letter in letters {
                guard let account = try transaction.residentAccount(letter.resident, in: "residents") else { continue }
                try transaction.send(letter, to: account.loginIndex)
            }
            try transaction.note(entry)
        }
    }

    public func question(to resident: ID<Resident>, in town: ID<Municipality>) async throws -> SecondAccount? {
        try await database.town(town).read { try $0.question(to: resident) }
    }

    public func belongings(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> AccountBelongings {
        try await database.town(town).read { try $0.belongings(of: resident) }
    }

    public func agree(
        by link: AccountLink,
        _ merge: AccountMerge,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            try transaction.use(link.id, at: event.at)
            guard let pair = try transaction.question(to: link.resident), pair.question?.kept == merge.kept.id,
                pair.has(merge.gone.resident.id)
            else { throw AccountFailure.wrongLink }
            let column: SQL = link.resident == pair.older ? "older_agreed_at" : "newer_agreed_at"
            try transaction.execute(
                "UPDATE second_accounts SET \(column) = ? WHERE municipality = {town} AND id = ?",
                event.at,
                pair.id
            )
            guard try transaction.suspicion(pair.id)?.question?.isAgreed == true else { return false }
            try transaction.merge(merge, at: event.at)
            try transaction.insert(event)
            try transaction.note(entry)
            return true
        }
    }
}

extension SecondAccount {
    fileprivate func has(_ resident: ID<Resident>) -> Bool { older == resident || newer == resident }
}

extension TownTransaction {
    /// Whether all of the accounts are there and none is blocked.
    fileprivate func areOpen(_ residents: [ID<Resident>]) throws -> Bool {
        try residents.allSatisfy { id in
            guard let account = try residentAccount(id, in: "residents") else { return false }
            return account.resident.block == nil
        }
    }

    fileprivate func question(to resident: ID<Resident>) throws -> SecondAccount? {
        try query(
            """
            SELECT \(SecondAccount.columns) FROM second_accounts
            WHERE municipality = {town} AND (older = ? OR newer = ?) AND asked_at IS NOT NULL
            """,
            resident,
            resident
        ).first.map(SecondAccount.init)
    }

    /// Takes questions back that wait for an answer of any of the accounts, with the links in their letters.
    fileprivate func endQuestions(to residents: [ID<Resident>], at now: Instant) throws {
        for resident in residents {
            guard let pair = try question(to: resident) else { continue }
            try execute(
                """
                UPDATE second_accounts
                SET kept = NULL, asked_at = NULL, older_agreed_at = NULL, newer_agreed_at = NULL
                WHERE municipality = {town} AND id = ?
                """,
                pair.id
            )
            try endMergeLinks(of: [pair.older, pair.newer], at: now)
        }
    }

    func endMergeLinks(of residents: [ID<Resident>], at now: Instant) throws {
        for resident in residents {
            try execute(
                """
                UPDATE account_links SET used_at = ?
                WHERE municipality = {town} AND resident = ? AND purpose IN ('mergeStay', 'mergeGo') AND used_at IS NULL
                """,
                now,
                resident
            )
        }
    }

    func belongings(of resident: ID<Resident>) throws -> AccountBelongings {
        AccountBelongings(
            profiles: try query(
                "SELECT profile, at FROM profile_changes WHERE municipality = {town} AND resident = ? ORDER BY at",
                resident
            ).map { row in
                ProfileRecord(profile: Sealed(ciphertext: try row.blob("profile")), until: try row.instant("at"))
            },
            events: try query(
                """
                SELECT id, resident, kind, at, place, kept_until FROM account_events
                WHERE municipality = {town} AND resident = ? ORDER BY id
                """,
                resident
            ).map(AccountEvent.init),
            requests: try query(
                """
                SELECT \(SealedRequest.columns) FROM rights_requests
                WHERE municipality = {town} AND resident = ? ORDER BY id
                """,
                resident
            ).map(SealedRequest.init),
            representations: try representations(of: resident),
            addresses: try ownAddresses(of: resident)
        )
    }
}
