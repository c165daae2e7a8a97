public import CityKit
public import Foundation

/// The files of one town as people edit them: everything in which the town differs from others.
public struct MunicipalityFiles: Sendable, Equatable {
    public static let profile = "municipality.json5"
    public static let categories = "categories.json5"
    public static let rules = "rules.json5"
    public static let clauses = "clauses.json5"
    public static let boundary = "boundary.geojson"
    public static let streets = "streets.geojson"
    public static let managedLand = "managed-land.geojson"
    public static let districts = "districts.geojson"

    /// The name of the town's folder.
    public let town: ID<Municipality>
    /// UTF-8 text by the name in the folder, such as `texts/pl.json`.
    public let contents: [String: String]

    public init(town: ID<Municipality>, contents: [String: String]) {
        self.town = town
        self.contents = contents
    }

    /// Reads a town's folder, whose name is the town's id. Files whose names begin with a dot are left out.
    ///
    /// - Throws: `FileFaults` for a folder or files that cannot be read or are no text.
    public init(folder: URL) throws(FileFaults) {
        let town = folder.lastPathComponent
        var contents: [String: String] = [:]
        var faults: [FileFault] = []
        guard let names = try? Self.names(in: folder) else {
            throw FileFaults([FileFault(file: folder.path, problem: "is no folder that can be read")])
        }
        for name in names {
            guard let data = try? Data(contentsOf: folder.appending(path: name)) else {
                faults.append(FileFault(file: "\(town)/\(name)", problem: "cannot be read"))
                continue
            }
            if let text = String(validating: data, as: UTF8.self) {
                contents[name] = text
            } else {
                faults.append(FileFault(file: "\(town)/\(name)", problem: "is not UTF-8 text"))
            }
        }
        guard faults.isEmpty else { throw FileFaults(faults) }
        self.init(town: ID(town), contents: contents)
    }

    /// Reads a stored revision, as `canonical` wrote it. Nil when the text is something else.
    public init?(town: ID<Municipality>, canonical: String) {
        let decoder = JSONDecoder()
        guard let contents = try? decoder.decode([String: String].self, from: Data(canonical.utf8)) else { return nil }
        self.init(town: town, contents: contents)
    }

    /// All files in one text that is the same for the same files: a JSON object of names and texts, names sorted.
    public var canonical: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // Encoding names and texts cannot fail: both are valid Unicode.
        let data = (try? encoder.encode(contents)) ?? Data("{}".utf8)
        return String(decoding: data, as: UTF8.self)
    }

    /// Writes every file below `folder`, which is made when there is none. Other files there are left alone.
    public func write(to folder: URL) throws {
        for (name, text) in contents.sorted(by: { $0.key < $1.key }) {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file, options: .atomic)
        }
    }

    /// The file with the name that faults carry; nil when there is none.
    func file(_ name: String) -> HandwrittenFile? {
        contents[name].map { HandwrittenFile(name: "\(town)/\(name)", data: Data($0.utf8)) }
    }

    /// The names below a folder such as `texts`, sorted.
    func names(below folder: String) -> [String] { contents.keys.filter { $0.hasPrefix("\(folder)/") }.sorted() }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { name in !name.split(separator: "/").contains { $0.hasPrefix(".") } }
            .filter {
                try folder.appending(path: $0).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            }
    }
}
