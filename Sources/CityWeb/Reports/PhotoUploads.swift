import CityDomain
import CityKit

/// The photos of one posted form: kept while the rest of the form arrives, then made into photos one by one.
struct PhotoUploads {
    private let visit: Visit
    private var uploads: FileUploads<ReceivedFile, PhotoFailure>
    private var refused: [any Failure] = []
    private(set) var added: [ReportPhoto] = []

    /// - Parameter limit: how many photos the form may bring.
    init(_ visit: Visit, upTo limit: Int) {
        self.visit = visit
        let addPhoto = visit.site.useCases.photos.add
        uploads = FileUploads(
            visit,
            FileUploads.Taking(
                limit: limit,
                largest: PhotoLimits.largestFile,
                field: "photos",
                tooMany: ReportPhotoFailure.tooMany(limit: limit),
                receive: { _, chunks in try await addPhoto.receive(chunks) },
                discard: addPhoto.discard
            )
        )
    }

    var failures: [any Failure] { uploads.failures + refused }

    /// See `FileUploads`.
    mutating func read() async throws -> FormData { try await uploads.read() }

    /// Makes photos of what was received; what cannot be one is told in `failures`.
    ///
    /// - Parameter accepted: the version of the regulation whose terms for photos were accepted; empty when none.
    mutating func add(by uploader: PhotoUploader, accepted: String) async throws {
        while let next = uploads.next() {
            do {
                let photo = try await visit.site.useCases.photos.add(
                    next.file,
                    by: uploader,
                    accepted: accepted,
                    in: visit.town,
                    at: visit.now
                )
                added.append(photo)
            } catch let failure as PhotoFailure {
                uploads.fail(next.name, failure)
            } catch let failure as ReportPhotoFailure {
                refused.append(failure)
                await discard()
            } catch {
                await discard()
                throw error
            }
        }
    }

    /// Forgets what was received and made no photo.
    mutating func discard() async { await uploads.discard() }
}
