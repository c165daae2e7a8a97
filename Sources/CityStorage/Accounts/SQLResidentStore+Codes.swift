public import CityDomain
public import CityKit

extension SQLResidentStore: OwnerCodeStore {
    public func sendCode(_ link: AccountLink, since: Instant, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).write { transaction in
            guard let account = try transaction.residentAccount(link.resident, in: "residents"),
                try transaction.mayBeSentLink(account.loginIndex, as: link.purpose, since: since)
            else { return false }
            try transaction.execute(
                """
                UPDATE account_links SET used_at = ?
                WHERE municipality = {town} AND resident = ? AND purpose = ? AND used_at IS NULL
                """,
                link.createdAt,
                link.resident,
                link.purpose
            )
            try transaction.send(link, to: account.loginIndex)
            return true
        }
    }

    public func code(for purpose: AccountLink.Purpose, of resident: ID<Resident>, in town: ID<Municipality>)
        async throws
        -> AccountLink?
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT id, created_at FROM account_links
                WHERE municipality = {town} AND resident = ? AND purpose = ? AND used_at IS NULL
                ORDER BY created_at DESC, id DESC LIMIT 1
                """,
                resident,
                purpose
            ).first.map { row in
                AccountLink(
                    id: try row.id("id"),
                    purpose: purpose,
                    resident: resident,
                    createdAt: try row.instant("created_at")
                )
            }
        }
    }

    public func useCode(_ link: ID<AccountLink>, at now: Instant, in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).write { transaction in
            try transaction.change(
                "UPDATE account_links SET used_at = ? WHERE municipality = {town} AND id = ? AND used_at IS NULL",
                now,
                link
            ) == 1
        }
    }
}
