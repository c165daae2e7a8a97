public import CityDomain
public import CityKit

extension SQLResidentStore: VerificationStore {
    public func verify(
        _ resident: ID<Resident>,
        as level: VerificationLevel,
        seeing profile: Sealed<ResidentProfile>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            let changed = try transaction.change(
                "UPDATE residents SET verification = ? WHERE municipality = {town} AND id = ? AND profile = ?",
                level,
                resident,
                profile.ciphertext
            )
            guard changed == 1 else { return false }
            try transaction.insert(event)
            try transaction.note(entry)
            return true
        }
    }
}
