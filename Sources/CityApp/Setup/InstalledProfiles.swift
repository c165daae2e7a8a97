import CityDomain
import CityKit
import Foundation
import Synchronization

/// The patterns of new towns that come with the program; they are read when somebody first asks for them.
final class InstalledProfiles: ProfileShelf {
    private let files: InstalledFiles
    private let catalogue: TextCatalogue
    private let towns: TownCache
    private let read = Mutex<Shelf?>(nil)

    private struct Shelf {
        let profiles: [TownProfile]
        let calendars: [String]
        let words: SetupWords
    }

    init(_ files: InstalledFiles, catalogue: TextCatalogue, towns: TownCache) {
        self.files = files
        self.catalogue = catalogue
        self.towns = towns
    }

    var profiles: [TownProfile] { shelf.profiles }
    var calendars: [String] { shelf.calendars }
    var words: SetupWords { shelf.words }
    var takenTowns: Set<ID<Municipality>> { Set(towns.all.map(\.id)) }

    private var shelf: Shelf {
        read.withLock { read in
            let shelf = read ?? load()
            read = shelf
            return shelf
        }
    }

    /// What cannot be read is left out: the town it belongs to can still be made by hand.
    private func load() -> Shelf {
        let folders = (try? files.townFolders()) ?? []
        let profiles = folders.compactMap { folder -> TownProfile? in
            guard let files = try? MunicipalityFiles(folder: folder),
                let town = try? towns.town(files, revision: 1), town.profile.about != nil
            else { return nil }
            return TownProfile(files: files, town: town)
        }
        let regulation = Language.allCases.compactMap { language in
            try? (
                language, String(decoding: files.file("Texts/regulation/\(language.rawValue).md").data, as: UTF8.self)
            )
        }
        return Shelf(
            // The invented town shows all there is, so it comes first.
            profiles: profiles.filter(\.isInvented) + profiles.filter { !$0.isInvented },
            calendars: ((try? files.calendars()) ?? [:]).keys.sorted(),
            words: SetupWords(regulation: Dictionary(uniqueKeysWithValues: regulation), catalogue: catalogue)
        )
    }
}

extension TownProfile {
    fileprivate var isInvented: Bool { id == "demo" }
}
