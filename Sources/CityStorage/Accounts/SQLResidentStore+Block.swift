public import CityDomain
public import CityKit

extension SQLResidentStore: ResidentBlockStore {
    public func block(
        _ resident: ID<Resident>,
        _ block: ResidentBlock,
        letter: ID<AccountLink>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let blocked = try transaction.change(
                """
                UPDATE residents SET blocked_at = ?, block_reason = ?
                WHERE municipality = {town} AND id = ? AND blocked_at IS NULL
                """,
                block.at,
                block.reason.ciphertext,
                resident
            )
            guard blocked == 1, let account = try transaction.residentAccount(resident, in: "residents") else {
                return false
            }
            try transaction.closeSessions(of: resident, keeping: nil)
            let link = AccountLink(id: letter, purpose: .blocked, resident: resident, createdAt: block.at)
            try transaction.send(link, to: account.loginIndex)
            try transaction.insert(event)
            try transaction.note(entry)
            return true
        }
    }

    public func unblock(
        _ resident: ID<Resident>,
        letter: ID<AccountLink>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let opened = try transaction.change(
                """
                UPDATE residents SET blocked_at = NULL, block_reason = NULL
                WHERE municipality = {town} AND id = ? AND blocked_at IS NOT NULL
                """,
                resident
            )
            guard opened == 1, let account = try transaction.residentAccount(resident, in: "residents") else {
                return false
            }
            let link = AccountLink(id: letter, purpose: .unblocked, resident: resident, createdAt: event.at)
            try transaction.send(link, to: account.loginIndex)
            try transaction.insert(event)
            try transaction.note(entry)
            return true
        }
    }
}
