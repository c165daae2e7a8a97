import CityDomain
import CityKit
import Hummingbird

/// A report that a program sends.
struct Open311Submission {
    private let call: Open311Call
    private let form: Open311Form

    init(_ call: Open311Call, _ form: Open311Form) {
        self.call = call
        self.form = form
    }

    private var visit: Visit { call.visit }
    private var useCases: UseCases { visit.site.useCases }
    private var fields: FormData { form.fields }

    func response() async throws -> Response {
        let key = try await call.key(for: .submitReports)
        guard fields["media"].isEmpty else { throw Open311Fault.mediaNotFile }
        let clientKey = useCases.submitReport.clientKey(try visit.idempotencyKey(), of: key, in: call.town)
        let photos = try await addPhotos(by: .program(key.id))
        let receipt: SubmitReport.Receipt
        do {
            receipt = try await submit(key, clientKey, photos)
        } catch {
            try await remove(photos)
            throw error
        }
        if receipt.isRepeated { try await remove(photos) }
        return response(receipt)
    }

    private func submit(_ key: APIKey, _ clientKey: ClientKey, _ photos: PhotoClaim) async throws
        -> SubmitReport.Receipt
    {
        try await useCases.submitReport(
            Submission(open311: fields, in: call.town, on: visit.today),
            clientKey: clientKey,
            origin: .open311(key.id),
            language: call.town.profile.languages[0],
            photos: photos,
            in: call.town,
            at: visit.now
        )
    }

    private func response(_ receipt: SubmitReport.Receipt) -> Response {
        var notice = visit.words("open311.notice", ["number": .words(receipt.number.description)])
        if !fields["media_url"].isEmpty { notice += " " + visit.words("open311.notice.mediaURL") }
        let request = Open311Value.record([
            ("service_request_id", .text(receipt.number.path)), ("service_notice", .text(notice)),
            ("account_id", .noText),
        ])
        return call.format.response(
            "service_requests",
            .list(of: "request", [request]),
            status: receipt.isRepeated ? .ok : .created
        )
    }

    /// Makes photos of the files, all or none. A claim is the same again when files of the same sizes come again.
    private func addPhotos(by uploader: PhotoUploader) async throws -> PhotoClaim {
        let rules = call.town.photos
        guard form.files.count <= rules.max else { throw ReportPhotoFailure.tooMany(limit: rules.max) }
        var ids: [ID<ReportPhoto>] = []
        for (index, file) in form.files.enumerated() {
            do {
                ids.append(try await add(file, by: uploader))
            } catch {
                try await remove(PhotoClaim(uploader: uploader, ids: ids))
                guard let failure = error as? PhotoFailure else { throw error }
                throw Open311Fault.photo(place: index + 1, reason: failure.text)
            }
        }
        return PhotoClaim(uploader: uploader, ids: ids, marks: form.files.map { "\($0.size)" })
    }

    /// Who holds a key has agreed with the town to have its users accept what goes with photos.
    private func add(_ file: ReceivedFile, by uploader: PhotoUploader) async throws -> ID<ReportPhoto> {
        let accepted = call.town.regulation(on: visit.today)?.version ?? ""
        return try await useCases.photos.add(file, by: uploader, accepted: accepted, in: call.town, at: visit.now).id
    }

    private func remove(_ photos: PhotoClaim) async throws {
        for photo in photos.ids {
            try await useCases.photos.remove(photo, by: photos.uploader, in: call.town.id)
        }
    }
}

extension Submission {
    /// A key stands for an agreement with the town: who holds it has accepted the terms for its users.
    fileprivate init(open311 form: FormData, in town: Municipality, on today: CivilDate) {
        self.init()
        category = form["service_code"]
        description = form["description"]
        address = form["address_string"]
        latitude = form["lat"]
        longitude = form["long"]
        name = [form["first_name"], form["last_name"]].filter { !$0.isEmpty }.joined(separator: " ")
        email = form["email"]
        phone = form["phone"]
        termsVersion = town.regulation(on: today)?.version ?? ""
        declaresAge = true
        let fields = town.category(ID(category))?.askedFields ?? []
        answers = form.open311Attributes.reduce(into: [:]) { answers, attribute in
            let isDate = fields.first { $0.id.rawValue == attribute.key }?.kind == .date
            answers[attribute.key] = isDate ? attribute.value.map { Self.day($0, in: town) } : attribute.value
        }
    }

    /// The day of a moment, as the town's clock shows it; anything else as it is.
    private static func day(_ typed: String, in town: Municipality) -> String {
        Open311Moment(typed.trimmingSpaces(), clock: town.clock).map { town.clock.date(of: $0.start).description }
            ?? typed
    }
}

extension FormData {
    /// The values of `attribute[CODE]` and `attribute[CODE][]` by their codes.
    fileprivate var open311Attributes: [String: [String]] {
        var attributes: [String: [String]] = [:]
        for name in names.sorted() {
            guard let match = name.wholeMatch(of: /attribute\[([^\]]*)\](?:\[\d*\])?/) else { continue }
            attributes[String(match.1), default: []] += all(name)
        }
        return attributes
    }
}
