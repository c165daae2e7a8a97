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
            do {
                let chunks = try await reader.picture(photo.photo, .large, in: town.id)
                let bytes = try await chunks.bytes(limit: Self.largestPhoto)
                try await send(try writer.entry(photo.name, bytes))
            } catch FileStoreFailure.notFound {
                missing.append(photo.name)
            }
        }
        if !missing.isEmpty {
            let rows = (["file"] + missing).map { DelimitedWriter().row([$0]) }.joined()
            try await send(try writer.entry("missing.csv", Array(rows.utf8)))
        }
        try await send(try writer.end())
    }
}
