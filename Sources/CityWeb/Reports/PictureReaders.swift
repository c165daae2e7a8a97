import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Who may keep a picture that was sent.
enum PictureReaders {
    /// Nobody but the one who asked.
    case oneReader
    /// Everybody. Caches ask each time whether it is still the same: what the office covers or takes back is gone at once.
    case everybody

    var cacheControl: String {
        switch self {
        case .oneReader: "private, no-store"
        case .everybody: "public, no-cache"
        }
    }
}

extension Visit {
    /// The picture that the path names, among `photos`.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`.
    func picture(of photos: [some StoredPicture], for readers: PictureReaders) async throws -> Response {
        let id = ID<ReportPhoto>(parameter("photo"))
        guard let photo = photos.first(where: { $0.id == id }) else { throw ReportPhotoFailure.notFound }
        return try await picture(photo, for: readers)
    }

    func picture(_ photo: some StoredPicture, for readers: PictureReaders) async throws -> Response {
        guard let size = ReportPhoto.Size(rawValue: parameter("size")) else { throw ReportPhotoFailure.notFound }
        var headers: HTTPFields = [
            .contentType: "image/jpeg",
            .contentDisposition: "inline; filename=\"\(photo.id)-\(size.rawValue).jpg\"",
            // A picture and nothing else, whatever somebody makes a browser believe of it.
            .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
            .cacheControl: readers.cacheControl,
        ]
        if readers == .everybody {
            let tag = EntityTag(fingerprint: "\(photo.id)-\(photo.version)-\(size.rawValue)")
            headers[.eTag] = tag.description
            guard !request.has(tag) else { return Response(status: .notModified, headers: headers) }
        }
        let chunks = try await site.useCases.photos.read.picture(photo, size, in: town.id)
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(contentLength: photo.file(size).size) { writer in
                for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        )
    }

    /// The pictures of a report in a row, as they were sent.
    ///
    /// - Parameter place: the path before the name of a photo.
    func pictures(_ photos: [ReportPhoto], at place: String, caption: (ReportPhoto) -> HTML? = { _ in nil }) -> Photos {
        Photos(
            photos: photos.enumerated().map { index, photo in
                Photos.Photo(
                    address: path("\(place)/\(photo.id)/\(ReportPhoto.Size.thumbnail.rawValue)"),
                    description: words(
                        "photo.description",
                        ["number": .number(index + 1), "count": .number(photos.count)]
                    ),
                    full: path("\(place)/\(photo.id)/\(ReportPhoto.Size.large.rawValue)"),
                    caption: caption(photo)
                )
            }
        )
    }

    /// The pictures of a report in a row, as everybody may see them.
    func pictures(_ photos: [PublicPhoto]) -> Photos {
        Photos(
            photos: photos.enumerated().map { index, photo in
                let place = words("photo.description", ["number": .number(index + 1), "count": .number(photos.count)])
                let caption: HTML? = photo.caption.map { "\($0)<br>" }
                return Photos.Photo(
                    address: path(photo.place(.thumbnail)),
                    description: photo.caption ?? place,
                    full: path(photo.place(.large)),
                    caption: "\(caption)<small>\(words("photo.checked"))</small>"
                )
            }
        )
    }
}
