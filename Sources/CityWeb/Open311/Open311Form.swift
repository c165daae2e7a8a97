import CityDomain
import CityKit
import Hummingbird

/// What was posted: the fields, and the files that came along.
struct Open311Form {
    let fields: FormData
    let files: [AddPhoto.Received]

    /// Octets of a form without files.
    private static let largestPlain = 64 * 1_024

    /// - Throws: `RequestFailure`, `MultipartFailure`; nothing is kept then.
    fileprivate init(_ request: Request, at site: Site) async throws {
        guard request.isMultipart else {
            try request.needs(mediaType: FormData.mediaType)
            fields = try FormData(try await request.bodyBytes(upTo: Self.largestPlain))
            files = []
            return
        }
        let limit = site.towns.all.map { PhotoUploads.largestForm($0.photos) }.max() ?? 0
        let form = try MultipartForm(request, limit: limit)
        var received: [AddPhoto.Received] = []
        var faults: [any Failure] = []
        do {
            fields = try await form.fields { _, chunks in
                do {
                    received.append(try await site.useCases.addPhoto.receive(chunks))
                } catch let failure as PhotoFailure {
                    faults.append(Open311Fault.photo(place: received.count + faults.count + 1, reason: failure.text))
                }
            }
            guard faults.isEmpty else { throw Failures(faults) }
        } catch {
            await site.discard(received)
            throw error
        }
        files = received
    }
}

extension Site {
    /// Reads what was posted and has it answered; no file outlives the answer but as a photo.
    func taking(_ request: Request, answer: (Open311Form) async throws -> Response) async throws -> Response {
        let form = try await Open311Form(request, at: self)
        do {
            let response = try await answer(form)
            await discard(form.files)
            return response
        } catch {
            await discard(form.files)
            throw error
        }
    }

    fileprivate func discard(_ files: [AddPhoto.Received]) async {
        for file in files { await useCases.addPhoto.discard(file) }
    }
}

extension Request {
    fileprivate var isMultipart: Bool {
        headers[.contentType]?.trimmingSpaces().lowercased().hasPrefix("multipart/form-data") == true
    }
}
