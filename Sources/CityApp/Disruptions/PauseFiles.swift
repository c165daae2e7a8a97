import CityDomain
import CityKit
import Foundation
import Synchronization

/// Pauses as files of the data folder, `pauses/all` and `pauses/TOWN`: they outlast a restart, need no key, and can be set
/// while the database is away.
final class PauseFiles: PauseSign {
    private let folder: URL
    private let read = Mutex<(at: Instant, pauses: [String: Pause])?>(nil)

    /// A file is looked for anew after so long.
    private static let fresh = Duration.seconds(1)
    private static let everything = "all"

    init(folder: URL) { self.folder = folder }

    func pause(of town: ID<Municipality>?, at now: Instant) -> Pause? {
        let pauses = pauses(at: now)
        return town.flatMap { pauses[Self.name(of: $0)] } ?? pauses[Self.everything]
    }

    /// All there are, by the words of a person.
    func all() -> [(town: ID<Municipality>?, pause: Pause)] {
        readFolder().sorted { $0.key < $1.key }.map { name, pause in
            (name == Self.everything ? nil : ID(String(name.dropFirst("town-".count))), pause)
        }
    }

    /// - Throws: what the disk says.
    func set(_ pause: Pause, for town: ID<Municipality>?) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try JSONEncoder().encode(Line(pause)).write(to: place(of: town), options: .atomic)
    }

    /// - Returns: whether there was one.
    func remove(of town: ID<Municipality>?) throws -> Bool {
        guard FileManager.default.fileExists(atPath: place(of: town).path) else { return false }
        try FileManager.default.removeItem(at: place(of: town))
        return true
    }

    private func place(of town: ID<Municipality>?) -> URL {
        folder.appending(path: town.map(Self.name) ?? Self.everything)
    }

    /// A town may be called “all”.
    private static func name(of town: ID<Municipality>) -> String { "town-\(town)" }

    private func pauses(at now: Instant) -> [String: Pause] {
        read.withLock { known in
            if let known, now - known.at < Self.fresh, now >= known.at { return known.pauses }
            let pauses = readFolder()
            known = (now, pauses)
            return pauses
        }
    }

    /// A file or a folder that cannot be read pauses all the same: whoever put it there wanted that.
    private func readFolder() -> [String: Pause] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [Self.everything]
        let pauses = names.filter { !$0.hasPrefix(".") }.map { name in
            let data = FileManager.default.contents(atPath: folder.appending(path: name).path) ?? Data()
            let line = try? JSONDecoder().decode(Line.self, from: data)
            return (name, line?.pause ?? Pause(since: Instant(milliseconds: 0), until: nil))
        }
        return Dictionary(uniqueKeysWithValues: pauses)
    }

    private struct Line: Codable {
        let since: Instant
        let until: Instant?

        init(_ pause: Pause) {
            since = pause.since
            until = pause.until
        }

        var pause: Pause { Pause(since: since, until: until) }
    }
}

extension Settings {
    var pauses: PauseFiles { PauseFiles(folder: URL(filePath: data).appending(path: "pauses")) }
}
