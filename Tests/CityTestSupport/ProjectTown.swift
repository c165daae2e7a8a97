public import CityDomain
public import CityKit
import Foundation

/// The towns that come with the program, as a start with a new database would read them.
public enum ProjectTown {
    /// One change of a town's file, for rules that no real town has: `old` must be there exactly once.
    public struct Change: Sendable {
        let file: String
        let old: String
        let new: String

        public init(_ file: String, _ old: String, _ new: String) {
            self.file = file
            self.old = old
            self.new = new
        }
    }

    public struct NotThereOnce: Error {
        let change: Change
    }

    public static func files(_ name: String, _ changes: Change...) throws -> MunicipalityFiles {
        try files(name, changes)
    }

    /// The town, checked like every revision; a change that breaks it throws what is wrong.
    public static func named(_ name: String, revision: Int = 1, _ changes: Change...) throws -> Municipality {
        let known = changes.isEmpty && revision == 1 ? try all.get().first { $0.id.rawValue == name } : nil
        return try known ?? decoder().decode(files(name, changes), revision: revision)
    }

    public static func decoder() throws -> MunicipalityDecoder { try projectDecoder.get() }

    private static let projectDecoder = Result {
        let calendars = try Dictionary(uniqueKeysWithValues: ["pl", "ua"].map { ($0, try ProjectFiles.holidays($0)) })
        return MunicipalityDecoder(calendars: calendars)
    }

    /// All of them, by name.
    public static let all = Result {
        let folder = ProjectFiles.root.appending(path: "Municipalities")
        let decoder = try ProjectTown.decoder()
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: MunicipalityFiles.profile).path) }
            .map { try decoder.decode(MunicipalityFiles(folder: $0), revision: 1) }
    }

    public static func files(_ name: String, _ changes: [Change]) throws -> MunicipalityFiles {
        let folder = ProjectFiles.root.appending(path: "Municipalities/\(name)")
        var contents = try MunicipalityFiles(folder: folder).contents
        for change in changes {
            let text = contents[change.file] ?? ""
            guard text.ranges(of: change.old).count == 1 else { throw NotThereOnce(change: change) }
            contents[change.file] = text.replacing(change.old, with: change.new)
        }
        return MunicipalityFiles(town: ID(name), contents: contents)
    }
}

/// The towns of a test.
public struct FakeDirectory: MunicipalityDirectory {
    public let all: [Municipality]

    public init(_ all: [Municipality]) { self.all = all }

    public func municipality(_ id: ID<Municipality>) -> Municipality? { all.first { $0.id == id } }

    public func revisedAt(_ id: ID<Municipality>) -> Instant? { municipality(id).map { _ in .monday - .days(3) } }
}

extension LocalClock {
    /// Of the towns of the samples.
    public static var warsaw: LocalClock { get throws { try ProjectTown.named("demo").clock } }
}
