import CityDomain
import CityStorage
import CityVault

extension Maintenance {
    /// Makes all blind indexes anew under a new key. Nothing is changed when it is stopped before its end.
    ///
    /// - Returns: how many.
    /// - Throws: when a server works on the SQLite file; servers on PostgreSQL have to be stopped by whoever runs them.
    public static func reindex(_ settings: Settings) async throws -> Int {
        try await withComposition(settings, role: .owner) { composition in
            let vault = composition.foundations.vault
            let key = try vault.newKey(in: SodiumVault.indexSlot).wrapped
            let renew = RenewIndexes(
                store: SQLIndexStore(database: composition.foundations.database),
                audit: composition.audit
            )
            return try await renew(
                with: try vault.indexing(under: key),
                under: key,
                by: .command("ratusz masterkey reindex"),
                at: composition.foundations.clock.now
            )
        }
    }
}
