import CityDomain
import CityStorage

extension Maintenance {
    /// Writes the database anew, so that what was erased cannot be read from its files any more, not even with the master
    /// key. No server may run on it meanwhile.
    public static func purge(_ settings: Settings) async throws {
        try await withComposition(settings) { composition in
            let now = composition.foundations.clock.now
            try await composition.finishErasures(.sent, by: .command("ratusz purge"), at: now)
            let act = RecordAudit.Act(.databasePurged, .database)
            try await composition.audit(act, by: .command("ratusz purge"), in: nil, at: now)
        }
        try await settings.database.archive.purge()
    }
}
