import CityDomain
import Hummingbird

extension Visit {
    /// The body of the request as a file, which is on disk when this returns.
    ///
    /// - Throws: `ReportPhotoFailure.tooMany` where the town takes no photos, `PhotoFailure`, `FileStoreFailure`.
    func receivedFile() async throws -> APICall.Body {
        guard town.photos.max > 0 else { throw ReportPhotoFailure.tooMany(limit: 0) }
        let body = BodyChunks(request.body)
        let file = try await site.useCases.photos.add.receive(FileChunks { try await body.next() })
        return .file(file, tag: await body.tag)
    }
}

/// The body of a request, piece by piece, and the tag of what has come so far.
private actor BodyChunks {
    private var octets: RequestBody.AsyncIterator
    private(set) var tag = ContentTag([])

    init(_ body: RequestBody) { octets = body.makeAsyncIterator() }

    func next() async throws -> [UInt8]? {
        var iterator = octets
        defer { octets = iterator }
        guard let buffer = try await iterator.next(isolation: self) else { return nil }
        let bytes = Array(buffer.readableBytesView)
        tag.add(bytes)
        return bytes
    }
}
