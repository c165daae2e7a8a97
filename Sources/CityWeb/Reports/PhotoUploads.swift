import CityDomain
import CityKit
import Hummingbird

/// The photos of one posted form: kept while the rest of the form arrives, then made into photos one by one.
struct PhotoUploads {
    /// What can be wrong with one file, told with its name on the person's device.
    struct NamedFailure: Failure {
        let name: String
        let cause: any Failure

        var kind: FailureKind { .invalid(field: "photos") }
        var text: Text { Text("photo.failure.named", ["name": .words(name), "reason": .text(cause.text)]) }
    }

    /// Octets of a form: every photo as large as it may be, and the frame around them.
    static func largestForm(photos: Int) -> Int {
        (photos + 1) * PhotoLimits.largestFile + MultipartForm.longestFields
    }

    private let visit: Visit
    private let limit: Int
    private var received: [(name: String, photo: AddPhoto.Received)] = []
    private(set) var added: [ReportPhoto] = []
    private(set) var failures: [any Failure] = []

    /// - Parameter limit: how many photos the form may bring.
    init(_ visit: Visit, upTo limit: Int) {
        self.visit = visit
        self.limit = limit
    }

    private var addPhoto: AddPhoto { visit.site.useCases.photos.add }

    /// Reads the form, its files into the store, after the check that this site's own page sent it.
    ///
    /// - Returns: its fields.
    /// - Throws: `RequestFailure`, `MultipartFailure`; nothing is kept then.
    mutating func read() async throws -> FormData {
        try visit.site.crossSite.check(visit.request)
        let form = try MultipartForm(visit.request, limit: Self.largestForm(photos: limit))
        do {
            return try await form.fields { head, chunks, _ in try await receive(head, chunks) }
        } catch {
            await discard()
            throw error
        }
    }

    private mutating func receive(_ head: MultipartHead, _ chunks: FileChunks) async throws {
        let name = String((head.fileName ?? "").split(whereSeparator: { "/\\".contains($0) }).last?.prefix(80) ?? "")
        guard received.count < limit else {
            failures.append(ReportPhotoFailure.tooMany(limit: limit))
            return
        }
        do {
            received.append((name, try await addPhoto.receive(chunks)))
        } catch let failure as PhotoFailure {
            failures.append(NamedFailure(name: name, cause: failure))
        }
    }

    /// Makes photos of what was received; what cannot be one is told in `failures`.
    ///
    /// - Parameter accepted: the version of the regulation whose terms for photos were accepted; empty when none.
    mutating func add(by uploader: PhotoUploader, accepted: String) async throws {
        while let next = received.first {
            received.removeFirst()
            do {
                let photo = try await addPhoto(
                    next.photo,
                    by: uploader,
                    accepted: accepted,
                    in: visit.town,
                    at: visit.now
                )
                added.append(photo)
            } catch let failure as PhotoFailure {
                failures.append(NamedFailure(name: next.name, cause: failure))
            } catch let failure as ReportPhotoFailure {
                failures.append(failure)
                await discard()
            } catch {
                await discard()
                throw error
            }
        }
    }

    /// Forgets what was received and made no photo.
    mutating func discard() async {
        for next in received { await addPhoto.discard(next.photo) }
        received = []
    }
}
