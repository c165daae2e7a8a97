import CityDomain
import CityKit
import CityStorage
import CityVault

/// Wraps stored keys with the newest master key. Stopped and started again it goes on where it was: a key that is
/// wrapped with the newest one already is left alone.
struct KeyRotation {
    private let database: any Database
    private let vault: SodiumVault

    /// Keys in one transaction.
    private static let slice = 500

    init(_ foundations: Foundations) {
        database = foundations.database
        vault = foundations.vault
    }

    /// - Returns: how many keys were wrapped anew.
    func run() async throws -> Int {
        var count = try await serverKey("root", in: SodiumVault.rootSlot)
        count += try await serverKey("index", in: SodiumVault.indexSlot)
        count += try await dataKeys()
        for place in KeyPlace.allCases { count += try await keys(beside: place) }
        return count
    }

    private func serverKey(_ purpose: String, in slot: Slot) async throws -> Int {
        let store = SQLServerKeyStore(database: database)
        guard let wrapped = try await store.key(purpose), let fresh = try vault.rewrapped(wrapped, in: slot) else {
            return 0
        }
        try await store.replace(purpose, with: fresh)
        return 1
    }

    private func dataKeys() async throws -> Int {
        let store = SQLDataKeyStore(database: database)
        return try await slices {
            try await store.keys(after: $0, limit: Self.slice)
        } replace: { key, fresh in
            try await store.replace(key, with: fresh)
        }
    }

    private func keys(beside place: KeyPlace) async throws -> Int {
        let store = SQLDataKeyStore(database: database)
        return try await slices {
            try await store.keys(beside: place, after: $0, limit: Self.slice)
        } replace: { key, fresh in
            try await store.replace(key, beside: place, with: fresh)
        }
    }

    private func slices(
        _ read: (StoredKey?) async throws -> [StoredKey],
        replace: (StoredKey, WrappedKey) async throws -> Void
    ) async throws -> Int {
        var count = 0
        var last: StoredKey?
        while true {
            let keys = try await read(last)
            for key in keys {
                guard let fresh = try vault.rewrapped(key.wrapped, in: key.slot) else { continue }
                try await replace(key, fresh)
                count += 1
            }
            guard keys.count == Self.slice else { return count }
            last = keys.last
        }
    }
}
