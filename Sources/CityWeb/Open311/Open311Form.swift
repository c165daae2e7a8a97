import CityDomain
import CityKit
import Hummingbird

/// What was posted: the fields, and the files that came along.
struct Open311Form {
    let fields: FormData
    let files: [ReceivedFile]

    /// Octets of a form without files.
    private static let largestPlain = 64 * 1_024

    /// Nothing was posted.
    init() {
        fields = FormData()
        files = []
    }

    /// - Parameter hasKey: whether the fields that have come name a key that is good for this.
    /// - Throws: `RequestFailure`, `MultipartFailure`, `Open311Fault`, what `hasKey` throws; nothing is kept then.
    fileprivate init(_ request: Request, at site: Site, hasKey: (FormData) async throws -> Bool) async throws {
        guard request.isMultipart else {
            try request.needs(mediaType: FormData.mediaType)
            fields = try FormData(try await request.bodyBytes(upTo: Self.largestPlain))
            files = []
            return
        }
        let limit =
            site.towns.all.map { MultipartForm.largest(files: $0.photos.max, of: PhotoLimits.largestFile) }.max() ?? 0
        let form = try MultipartForm(request, limit: limit)
        var taken = TakenFiles(isKnown: try await hasKey(FormData()))
        do {
            fields = try await form.fields { _, chunks, fields in
                if !taken.isKnown { taken.isKnown = try await hasKey(fields) }
                try await taken.take(chunks, at: site)
            }
            guard taken.faults.isEmpty else { throw Failures(taken.faults) }
        } catch {
            await site.discard(taken.received)
            throw error
        }
        files = taken.received
    }
}

/// The files of a form that is being read.
private struct TakenFiles {
    /// Whether a key has come. Without one a stranger could fill the disk for as long as the form lasts.
    var isKnown: Bool
    private(set) var received: [ReceivedFile] = []
    private(set) var faults: [any Failure] = []

    init(isKnown: Bool) { self.isKnown = isKnown }

    /// - Throws: `Open311Fault.keyAfterFiles` for the second file without a key, `FileStoreFailure`, `MultipartFailure`.
    mutating func take(_ chunks: FileChunks, at site: Site) async throws {
        let place = received.count + faults.count + 1
        guard isKnown || place == 1 else { throw Open311Fault.keyAfterFiles }
        do {
            received.append(try await site.useCases.photos.add.receive(chunks))
        } catch let failure as PhotoFailure {
            faults.append(Open311Fault.photo(place: place, reason: failure.text))
        }
    }
}

extension Site {
    /// Reads what was posted and has it answered; no file outlives the answer but as a photo.
    ///
    /// - Parameter hasKey: whether the fields that have come name a key that is good for this.
    func taking(
        _ request: Request,
        hasKey: (FormData) async throws -> Bool,
        answer: (Open311Form) async throws -> Response
    ) async throws -> Response {
        let form = try await Open311Form(request, at: self, hasKey: hasKey)
        do {
            let response = try await answer(form)
            await discard(form.files)
            return response
        } catch {
            await discard(form.files)
            throw error
        }
    }

    fileprivate func discard(_ files: [ReceivedFile]) async {
        for file in files { await useCases.photos.add.discard(file) }
    }
}

extension Request {
    fileprivate var isMultipart: Bool {
        headers[.contentType]?.trimmingSpaces().lowercased().hasPrefix("multipart/form-data") == true
    }
}
