import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// Who may keep a picture that was sent.
enum PictureReaders {
    /// Nobody but the one who asked.
    case oneReader
    /// Everybody, for a while: what the office takes back is gone soon.
    case everybody

    var cacheControl: String {
        switch self {
        case .oneReader: "private, no-store"
        case .everybody: "public, max-age=300"
        }
    }
}

extension Visit {
    /// The picture that the path names, among `photos`.
    ///
    /// - Throws: `ReportPhotoFailure.notFound`.
    func picture(of photos: [ReportPhoto], for readers: PictureReaders) async throws -> Response {
        let id = ID<ReportPhoto>(parameter("photo"))
        guard let photo = photos.first(where: { $0.id == id }) else { throw ReportPhotoFailure.notFound }
        return try await picture(photo, for: readers)
    }

    func picture(_ photo: ReportPhoto, for readers: PictureReaders) async throws -> Response {
        guard let size = ReportPhoto.Size(rawValue: parameter("size")) else { throw ReportPhotoFailure.notFound }
        let chunks = try await site.useCases.readPhotos.picture(photo, size, in: town.id)
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/jpeg",
                .contentDisposition: "inline; filename=\"\(photo.id)-\(size.rawValue).jpg\"",
                // A picture and nothing else, whatever somebody makes a browser believe of it.
                .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
                .cacheControl: readers.cacheControl,
            ],
            body: ResponseBody(contentLength: photo.file(size).size) { writer in
                for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        )
    }

    /// The pictures of a report in a row.
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
}
