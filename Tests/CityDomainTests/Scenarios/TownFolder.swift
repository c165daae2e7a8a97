import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// The folder of one town, read as its files stand, without asking whether they fit together: the mutation check changes
/// one value and wants to see a story fail, not the validator.
struct TownFolder: Sendable, CustomTestStringConvertible {
    let id: String
    private let parts: MunicipalityParts

    var testDescription: String { id }

    /// `RATUSZ_MUNICIPALITIES` puts another folder in the place of the project's own.
    static let base =
        ProcessInfo.processInfo.environment["RATUSZ_MUNICIPALITIES"].map { URL(filePath: $0) }
        ?? ProjectFiles.root.appending(path: "Municipalities")

    static var all: [TownFolder] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: base, includingPropertiesForKeys: [.isDirectoryKey])
                .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
                .map { try TownFolder(folder: $0) }
                .sorted { $0.id < $1.id }
        }
    }

    private init(folder: URL) throws {
        id = folder.lastPathComponent
        parts = MunicipalityParts(try MunicipalityFiles(folder: folder))
    }

    var stories: [Story] {
        get throws {
            guard parts.faults.isEmpty else { throw FileFaults(parts.faults) }
            return parts.scenarios.sorted { $0.key < $1.key }.map {
                Story(folder: self, file: $0.key, scenario: $0.value)
            }
        }
    }

    func municipality() throws -> Municipality {
        let calendars = try Dictionary(uniqueKeysWithValues: ["pl", "ua"].map { ($0, try ProjectFiles.holidays($0)) })
        return try #require(MunicipalityDecoder(calendars: calendars).municipality(parts, revision: 1))
    }
}

/// One story of one town.
struct Story: Sendable, CustomTestStringConvertible, CustomStringConvertible {
    let folder: TownFolder
    let file: String
    let scenario: Scenario

    var description: String { "\(folder.id)/\(file)" }
    var testDescription: String { description }

    /// Tells the clauses of the story to the evidence of the run.
    func attachClauses() {
        let clauses = Set(scenario.clauses.map { $0.of(ID(folder.id)).description }).sorted()
        Attachment.record(clauses.joined(separator: "\n"), named: "clauses")
    }
}
