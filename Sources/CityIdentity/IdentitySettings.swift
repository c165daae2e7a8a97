import CityDomain
import CityKit
import Foundation

/// The file of `--identity-providers`: the services and directories that say who somebody is.
public struct IdentitySettings: Sendable {
    public let providers: [ProviderSettings]
    public let directories: [DirectorySettings]

    public static let none = Self(providers: [], directories: [])

    private init(providers: [ProviderSettings], directories: [DirectorySettings]) {
        self.providers = providers
        self.directories = directories
    }

    /// - Throws: `FileFaults` with everything that is wrong in the file.
    public init(file path: String) throws {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw FileFaults([FileFault(file: path, problem: "cannot be read")])
        }
        let list: List = try HandwrittenFile(name: path, data: data).decode()
        let faults = FaultList(file: path)
        providers = (list.providers ?? []).enumerated().compactMap { index, entry in
            entry.settings(at: "providers[\(index)]", faults)
        }
        directories = (list.directories ?? []).enumerated().compactMap { index, entry in
            entry.settings(at: "directories[\(index)]", faults)
        }
        let repeated = Dictionary(grouping: providers, by: \.provider.id).filter { $0.value.count > 1 }
        for id in repeated.keys.map(\.rawValue).sorted() { faults.add("providers", "“\(id)” is there twice") }
        for town in Self.repeated(directories.flatMap(\.towns)) {
            faults.add("directories", "“\(town)” has two: a password is asked of one")
        }
        guard faults.all.isEmpty else { throw FileFaults(faults.all) }
    }

    private static func repeated(_ towns: [ID<Municipality>]) -> [String] {
        Dictionary(grouping: towns, by: \.rawValue).filter { $0.value.count > 1 }.keys.sorted()
    }

    private struct List: Decodable {
        let providers: [ProviderSettings.Entry]?
        let directories: [DirectorySettings.Entry]?
    }

    final class FaultList {
        let file: String
        private(set) var all: [FileFault] = []

        init(file: String) { self.file = file }

        func add(_ path: String, _ problem: String) { all.append(FileFault(file: file, path: path, problem: problem)) }

        /// What a file holds that holds a secret alone; nil, and a fault, when there is none.
        func secret(_ file: String, at path: String) -> String? {
            guard let secret = try? String(contentsOfFile: file, encoding: .utf8).trimmingSpaces(), !secret.isEmpty
            else {
                add(path, "\(file) cannot be read, or is empty")
                return nil
            }
            return secret
        }
    }
}
