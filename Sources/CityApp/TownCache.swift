import CityDomain
import CityKit
import Synchronization

/// The municipalities in memory, each in its newest revision. Requests read it without waiting.
final class TownCache: MunicipalityDirectory, RunningTowns {
    private let store: any MunicipalityStore
    private let decoder: MunicipalityDecoder
    private let towns = Mutex<[ID<Municipality>: (town: Municipality, revisedAt: Instant)]>([:])

    init(store: any MunicipalityStore, decoder: MunicipalityDecoder) {
        self.store = store
        self.decoder = decoder
    }

    var all: [Municipality] { towns.withLock { $0.values.map(\.town).sorted { $0.id.rawValue < $1.id.rawValue } } }

    func municipality(_ id: ID<Municipality>) -> Municipality? { towns.withLock { $0[id]?.town } }

    func revisedAt(_ id: ID<Municipality>) -> Instant? { towns.withLock { $0[id]?.revisedAt } }

    func town(_ files: MunicipalityFiles, revision: Int) throws(FileFaults) -> Municipality {
        try decoder.decodeReadable(files, revision: revision)
    }

    func takeIn() async throws { try await refresh() }

    /// Takes in what the database has.
    ///
    /// - Throws: `FileFaults` when a stored revision cannot be read; the one in memory stays.
    func refresh() async throws {
        for revision in try await store.latest()
        where municipality(revision.municipality)?.revision != revision.revision {
            let town = try decoder.decode(revision.files, revision: revision.revision)
            towns.withLock { $0[town.id] = (town, revision.createdAt) }
        }
    }
}
