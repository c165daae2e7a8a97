public import CityDomain
public import CityKit
public import CityStorage

/// How towns are made.
extension TestTownHall {
    public var setups: SQLSetupStore { SQLSetupStore(database: database) }

    public var setUpTown: SetUpTown { setUpTown(knowing: Set(towns.map(\.id))) }

    /// - Parameters:
    ///   - taken: ids that a new town cannot have.
    ///   - addresses: of the settings of the server.
    public func setUpTown(
        knowing taken: Set<ID<Municipality>>,
        at addresses: TownAddresses = TownAddresses(shared: "http://localhost")
    ) -> SetUpTown {
        SetUpTown(
            store: setups,
            addresses: addresses,
            shelf: FakeProfileShelf(takenTowns: taken),
            towns: FakeRunningTowns(),
            attempts: accounts,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }
}

/// The towns of the project as patterns.
public struct FakeProfileShelf: ProfileShelf {
    public let takenTowns: Set<ID<Municipality>>

    public init(takenTowns: Set<ID<Municipality>> = []) { self.takenTowns = takenTowns }

    private static let read = Result {
        try ProjectTown.all.get().map { TownProfile(files: try ProjectTown.files($0.id.rawValue), town: $0) }
    }

    public var profiles: [TownProfile] { (try? Self.read.get()) ?? [] }
    public var calendars: [String] { ["pl", "ua"] }
    public var words: SetupWords {
        do { return try Self.texts.get() } catch { preconditionFailure("Texts/regulation: \(error)") }
    }

    private static let texts = Result {
        let regulation = try Language.allCases.map { language in
            (
                language,
                String(decoding: try ProjectFiles.file("Texts/regulation/\(language.rawValue).md").data, as: UTF8.self)
            )
        }
        return SetupWords(
            regulation: Dictionary(uniqueKeysWithValues: regulation),
            catalogue: try ProjectFiles.texts()
        )
    }
}
