import CityKit

/// A download of everything about a resident, written as it is read: no more than one photo is in memory.
public struct PersonalArchive: Sendable {
    /// A photo with its name in the archive.
    struct Photo: Sendable {
        let name: String
        let photo: ReportPhoto

        /// `photos/2026-17/1.jpg` and so on.
        ///
        /// - Parameter path: the number of what they belong to, as it stands in addresses.
        static func named(_ photos: [ReportPhoto], of path: String) -> [Self] {
            photos.enumerated().map { Photo(name: "photos/\(path)/\($0.offset + 1).jpg", photo: $0.element) }
        }

        /// Nil when the file is lost.
        func bytes(from reader: ReadPhotos, in town: ID<Municipality>) async throws -> [UInt8]? {
            do {
                return try await reader.picture(photo, .large, in: town).bytes(limit: largestPhoto)
            } catch FileStoreFailure.notFound {
                return nil
            }
        }
    }

    let documents: [(name: String, bytes: [UInt8])]
    let photos: [Photo]
    let reader: ReadPhotos
    let town: Municipality
    let madeAt: Instant

    /// Of the file, without its ending.
    public var name: String { "\(town.id)-\(town.clock.date(of: madeAt))" }

    /// Bytes of one photo at most; larger ones are never stored.
    private static let largestPhoto = 64 * 1_024 * 1_024

    /// Writes a ZIP file. Photos that are lost are named in `missing.csv`.
    ///
    /// - Parameter send: takes the next bytes.
    /// - Throws: `ZIPWriter.TooLarge`, `FileStoreFailure`, or what `send` throws.
    public func write(_ send: ([UInt8]) async throws -> Void) async throws {
        var writer = ZIPWriter(date: town.clock.date(of: madeAt), time: town.clock.time(of: madeAt))
        for document in documents { try await send(try writer.entry(document.name, document.bytes)) }
        var missing: [String] = []
        for photo in photos {
            if let bytes = try await photo.bytes(from: reader, in: town.id) {
                try await send(try writer.entry(photo.name, bytes))
            } else {
                missing.append(photo.name)
            }
        }
        if !missing.isEmpty { try await send(try writer.entry("missing.csv", Self.table(of: missing))) }
        try await send(try writer.end())
    }

    /// The names of files that are lost.
    static func table(of missing: [String]) -> [UInt8] {
        Array((["file"] + missing).map { DelimitedWriter().row([$0]) }.joined().utf8)
    }
}
