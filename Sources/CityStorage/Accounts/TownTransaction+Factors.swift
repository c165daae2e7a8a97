import CityDomain
import CityKit

extension TownTransaction {
    /// Whether the person has a second factor; recovery codes are none.
    func hasFactor(_ holder: ID<FactorHolder>) throws -> Bool {
        try !query("SELECT holder FROM factors WHERE municipality = {town} AND holder = ?", holder).isEmpty
            || !query("SELECT holder FROM passkeys WHERE municipality = {town} AND holder = ?", holder).isEmpty
    }

    func removeFactors(of holder: ID<FactorHolder>) throws {
        try execute("DELETE FROM factors WHERE municipality = {town} AND holder = ?", holder)
        try execute("DELETE FROM recovery_codes WHERE municipality = {town} AND holder = ?", holder)
        try execute("DELETE FROM passkeys WHERE municipality = {town} AND holder = ?", holder)
    }
}
