import CityKit

/// The package of a case: a bag (RFC 8493) in a ZIP file, which programs of archives check and unpack. No more than one file is
/// in memory.
public struct CaseArchive: Sendable {
    public let file: CaseFile
    /// A PDF for people.
    let document: [UInt8]
    let reader: ReadPhotos
    let notes: KeepNotes
    let vault: any Vault

    public var name: String { file.name }

    /// Writes the bag: what is in it first, then what says of each file what it must be. Photos and files that are lost are named in
    /// `data/missing.csv`.
    ///
    /// - Parameter send: takes the next bytes.
    /// - Throws: `ZIPWriter.TooLarge`, `FileStoreFailure`, or what `send` throws.
    public func write(_ send: ([UInt8]) async throws -> Void) async throws {
        let clock = file.town.clock
        var bag = Bag(
            name: name,
            zip: ZIPWriter(date: clock.date(of: file.filedAt), time: clock.time(of: file.filedAt)),
            checksum: vault.checksum
        )
        try await send(try bag.add("case.json", try file.json()))
        try await send(try bag.add("case.pdf", document))
        var missing: [String] = []
        for photo in file.photos {
            if let bytes = try await photo.bytes(from: reader, in: file.town.id) {
                try await send(try bag.add(photo.name, bytes))
            } else {
                missing.append(photo.name)
            }
        }
        for note in file.noteFiles {
            if let bytes = try await notes.bytes(of: note.file, on: file.report.report.number, in: file.town.id) {
                try await send(try bag.add(note.path, bytes))
            } else {
                missing.append(note.path)
            }
        }
        if !missing.isEmpty { try await send(try bag.add("missing.csv", PersonalArchive.table(of: missing))) }
        try await send(try bag.end(labels))
    }

    /// Of `bag-info.txt`: those of the RFC, and what Polish records systems file by.
    private var labels: [(name: String, value: String)] {
        let town = file.town
        let language = town.profile.languages.first ?? .english
        return [
            ("Source-Organization", town.profile.office.name[language] ?? town.id.rawValue),
            ("External-Identifier", file.filing.sign),
            ("Internal-Sender-Identifier", file.report.report.number.description),
            ("Archival-Class", file.filing.archivalClass.rawValue),
            ("Bagging-Date", "\(town.clock.date(of: file.filedAt))"),
        ]
    }
}

/// Files with what they must be (RFC 8493), one entry of a ZIP file after the other.
struct Bag {
    let name: String
    var zip: ZIPWriter
    /// SHA-256 in hexadecimal digits.
    let checksum: ([UInt8]) -> String
    private var payload: [(path: String, sum: String)] = []
    private var octets = 0

    init(name: String, zip: ZIPWriter, checksum: @escaping ([UInt8]) -> String) {
        (self.name, self.zip, self.checksum) = (name, zip, checksum)
    }

    /// One more file of the payload.
    ///
    /// - Parameter path: below `data`.
    mutating func add(_ path: String, _ bytes: [UInt8]) throws(ZIPWriter.TooLarge) -> [UInt8] {
        payload.append(("data/\(path)", checksum(bytes)))
        octets += bytes.count
        return try zip.entry("\(name)/data/\(path)", bytes)
    }

    /// What says how to read the bag, what it is, and what each of its files must be.
    mutating func end(_ labels: [(name: String, value: String)]) throws(ZIPWriter.TooLarge) -> [UInt8] {
        let all = labels + [("Payload-Oxum", "\(octets).\(payload.count)")]
        let tags = [
            ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            ("bag-info.txt", all.map { "\($0.name): \(Self.line($0.value))\n" }.joined()),
            ("manifest-sha256.txt", Self.manifest(payload)),
        ].map { ($0.0, Array($0.1.utf8)) }
        var bytes: [UInt8] = []
        for (path, content) in tags { bytes += try zip.entry("\(name)/\(path)", content) }
        let sums = Self.manifest(tags.map { ($0.0, checksum($0.1)) })
        bytes += try zip.entry("\(name)/tagmanifest-sha256.txt", Array(sums.utf8))
        return bytes + (try zip.end())
    }

    private static func manifest(_ files: [(path: String, sum: String)]) -> String {
        files.map { "\($0.sum)  \($0.path)\n" }.joined()
    }

    /// A value is one line.
    private static func line(_ value: String) -> String {
        String(value.map { $0.isNewline ? " " : $0 })
    }
}
