import Foundation

/// What a backup holds and by what it can be checked: the file `manifest.json` of its folder.
public struct BackupManifest: Sendable, Equatable, Codable {
    public static let fileName = "manifest.json"
    /// The form of backups that this program writes and reads.
    public static let currentFormat = 1

    public let format: Int
    /// The version of the program that made it.
    public let program: String
    /// RFC 3339, UTC. The state of the database is a little younger.
    public let createdAt: String
    /// `sqlite` or `postgresql`.
    public let engine: String
    public let contents: BackupContents
    /// The database as its engine saved it.
    public let database: FileSum
    public let files: FileTotals
    /// Files whose rows were removed while the backup was made, and that are not in it therefore.
    public let removedMeanwhile: [String]
    /// Files whose rows are there and that were not found: the one thing of the town hall that the backup lacks.
    public let lost: [String]

    public init(
        program: String,
        createdAt: String,
        engine: String,
        contents: BackupContents,
        database: FileSum,
        files: FileTotals,
        removedMeanwhile: [String],
        lost: [String]
    ) {
        format = Self.currentFormat
        self.program = program
        self.createdAt = createdAt
        self.engine = engine
        self.contents = contents
        self.database = database
        self.files = files
        self.removedMeanwhile = removedMeanwhile
        self.lost = lost
    }

    /// The files that the database names and the backup does not hold.
    public var absent: Set<String> { Set(removedMeanwhile + lost) }

    /// The bytes of the file.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// - Throws: `BackupFault.newerFormat`, `.noBackup` for what is no manifest.
    public init(decoding bytes: [UInt8], at path: String) throws(BackupFault) {
        let decoder = JSONDecoder()
        guard let head = try? decoder.decode(Head.self, from: Data(bytes)) else { throw .noBackup(path) }
        guard head.format == Self.currentFormat else { throw .newerFormat(head.format, program: head.program) }
        guard let manifest = try? decoder.decode(Self.self, from: Data(bytes)) else { throw .noBackup(path) }
        self = manifest
    }

    private struct Head: Decodable {
        let format: Int
        let program: String
    }
}

/// A file by its length and what was computed over all of it.
public struct FileSum: Sendable, Hashable, Codable {
    /// Octets.
    public let size: Int
    /// 64 hexadecimal digits.
    public let sha256: String

    public init(size: Int, sha256: String) {
        self.size = size
        self.sha256 = sha256
    }
}

/// Many files together.
public struct FileTotals: Sendable, Hashable, Codable {
    public let count: Int
    /// Octets.
    public let size: Int
    /// Of the list that has a line for each file.
    public let listSHA256: String

    public init(count: Int, size: Int, listSHA256: String) {
        self.count = count
        self.size = size
        self.listSHA256 = listSHA256
    }
}
