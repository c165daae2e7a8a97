import CityDomain
import CityKit
import Foundation

/// Where a folder store keeps what: `files/7/7n3…` finished files, in 32 folders by the first character of the name, and
/// `partial/7n3…` those being written.
struct FilePaths: Sendable {
    let root: String

    var partialFolder: String { "\(root)/partial" }
    var shards: [String] { Self.alphabet.map { "\(root)/files/\($0)" } }

    func file(_ name: ID<StoredFile>) -> String { "\(shard(of: name))/\(name)" }
    func partial(_ name: ID<StoredFile>) -> String { "\(partialFolder)/\(name)" }
    func shard(of name: ID<StoredFile>) -> String { "\(root)/files/\(name.rawValue.prefix(1))" }

    /// Whether the name is one that a store made; anything else may be a path to somewhere else.
    static func isName(_ text: String) -> Bool {
        text.utf8.count == 32 && text.allSatisfy { alphabet.contains($0) }
    }

    /// Makes the folders that lack, readable by their owner alone, and makes them durable.
    func create(on disk: Disk) throws {
        for folder in [root, "\(root)/files", partialFolder] + shards {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        for folder in ["\(root)/files", root] { try disk.check(disk.syncFolder(folder)) }
    }

    private static let alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
}
