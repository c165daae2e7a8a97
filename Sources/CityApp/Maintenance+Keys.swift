public import CityDomain
public import CityKit

extension Maintenance {
    public struct NewKey: Sendable {
        let town: String
        let name: String
        let role: APIRole
        let scopes: [APIScope]
        let limit: RequestLimit
        let lastDay: CivilDate?

        /// - Parameters:
        ///   - scopes: to narrow what the role may; empty for all of it.
        ///   - lastDay: on which it works, on the town's calendar; nil for no end.
        public init(
            town: String,
            name: String,
            role: APIRole,
            scopes: [APIScope] = [],
            limit: RequestLimit = .ofKey,
            lastDay: CivilDate? = nil
        ) {
            self.town = town
            self.name = name
            self.role = role
            self.scopes = scopes
            self.limit = limit
            self.lastDay = lastDay
        }
    }

    /// - Returns: the key, which the database keeps only as a hash.
    /// - Throws: `Fault` with the reason in English.
    public static func createAPIKey(_ new: NewKey, _ settings: Settings) async throws -> String {
        try check(new)
        return try await withComposition(settings) { composition in
            let town = try await known(new.town, composition)
            return try await composition.apiKeys.create(
                name: new.name,
                role: new.role,
                scopes: new.scopes.isEmpty ? nil : Set(new.scopes),
                limit: new.limit,
                expiresAt: new.lastDay.flatMap { day in
                    composition.towns.municipality(town)?.clock.start(of: day + 1)
                },
                by: .command("ratusz apikey create"),
                in: town,
                at: composition.foundations.clock.now
            ).text
        }
    }

    private static func check(_ new: NewKey) throws(Fault) {
        let beyond = Set(new.scopes).subtracting(new.role.scopes).sorted().map(\.rawValue)
        guard beyond.isEmpty else {
            let may = new.role.scopes.sorted().map(\.rawValue).joined(separator: ", ")
            throw Fault(description: "a key for \(new.role.rawValue) may \(may), not \(beyond.joined(separator: ", "))")
        }
    }

    /// The keys of a town that work, in the order they were made.
    public static func apiKeys(of town: String, _ settings: Settings) async throws -> [APIKey] {
        try await withComposition(settings) { composition in
            try await composition.apiKeys.all(in: try await known(town, composition))
        }
    }

    /// - Throws: `Fault` when the town has no such key.
    public static func revokeAPIKey(_ key: String, of town: String, _ settings: Settings) async throws {
        try await withComposition(settings) { composition in
            let town = try await known(town, composition)
            do {
                try await composition.apiKeys.revoke(
                    ID(key),
                    by: .command("ratusz apikey revoke"),
                    in: town,
                    at: composition.foundations.clock.now
                )
            } catch AccountFailure.keyUnknown {
                throw Fault(description: "\(town) has no key “\(key)”; “ratusz apikey list” shows those it has")
            }
        }
    }
}
