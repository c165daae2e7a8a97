public import CityKit
import Synchronization

/// The registers of addresses in memory, each as its last finished change left it.
public final class AddressCache: AddressDirectory {
    private let store: any AddressStore
    private let towns = Mutex<[ID<Municipality>: (revision: Int, search: SearchAddresses)]>([:])

    private static let nothing = SearchAddresses(.empty)

    public init(store: any AddressStore) { self.store = store }

    public func addresses(of town: ID<Municipality>) -> SearchAddresses {
        towns.withLock { $0[town]?.search } ?? Self.nothing
    }

    /// Takes in what the database has. Questions are answered from the earlier register until the new one is laid out.
    ///
    /// - Throws: what a register could not be read for; those of other towns are there all the same.
    public func refresh() async throws {
        var failure: (any Error)?
        for (town, revision) in try await store.revisions()
        where towns.withLock({ $0[town]?.revision }) != revision {
            // Named before the rows are read: a change in between is read once more.
            do {
                let search = SearchAddresses(AddressIndex(try await store.register(in: town)))
                towns.withLock { $0[town] = (revision, search) }
            } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
