import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Photos through the JSON interface: each is sent by itself, as the body of a request, and named by the report that
/// follows. Sending one twice makes two that wait; what no report names is gone after two days.
struct PhotoAPIRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.post("/:town/api/v1/photos") { request, context in try await take(site.visit(request, context)) }
    }

    private func take(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let key = try await site.useCases.apiKeys.check(visit.bearer, in: visit.town.id, at: visit.now)
        guard visit.town.photos.max > 0 else { throw ReportPhotoFailure.tooMany(limit: 0) }
        let accepted = try visit.query()["acceptedTerms"]
        let photo = try await site.useCases.addPhoto(
            try await site.useCases.addPhoto.receive(visit.bodyChunks(), in: visit.town.id),
            by: .program(key.id),
            accepted: accepted,
            in: visit.town,
            at: visit.now
        )
        return .json(PhotoAPI(photo), status: .created)
    }
}

extension Visit {
    /// The body of the request, piece by piece.
    fileprivate func bodyChunks() -> FileChunks {
        let body = BodyChunks(request.body)
        return FileChunks { try await body.next() }
    }
}

private actor BodyChunks {
    private var octets: RequestBody.AsyncIterator

    init(_ body: RequestBody) { octets = body.makeAsyncIterator() }

    func next() async throws -> [UInt8]? {
        var iterator = octets
        defer { octets = iterator }
        return try await iterator.next(isolation: self).map { Array($0.readableBytesView) }
    }
}

/// A photo that waits for its report.
struct PhotoAPI: Encodable {
    let id: String
    let width: Int
    let height: Int
    /// Until when a report must name it.
    let waitsUntil: String

    init(_ photo: ReportPhoto) {
        id = photo.id.rawValue
        width = photo.width
        height = photo.height
        waitsUntil = (photo.uploadedAt + AddPhoto.waitingTime).rfc3339
    }
}
