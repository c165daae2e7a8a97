import CityDomain
import CityKit
import Hummingbird

/// The JSON interface for programs, with a key: `Authorization: Bearer …`.
struct ReportAPIRoutes {
    let site: Site

    /// Bytes of a body.
    private static let largestBody = 64 * 1_024

    func add(to router: Router<CityContext>) {
        router.post("/:town/api/v1/reports") { request, context in try await submit(site.visit(request, context)) }
        router.get("/:town/api/v1/reports/:number") { request, context in try await show(site.visit(request, context)) }
        router.get("/:town/api/v1") { request, context in
            let visit = try site.visit(request, context)
            return Response.json(TownAPI(visit.town, words: visit.words, on: visit.today))
        }
    }

    private func submit(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let key = try await site.useCases.apiKeys.check(visit.bearer, in: visit.town.id, at: visit.now)
        try visit.request.needs(mediaType: "application/json")
        var fields = try JSONFields(try await visit.request.bodyBytes(upTo: Self.largestBody))
        let submission = Submission(&fields)
        let photos = fields.texts("photos").map { ID<ReportPhoto>($0) }
        let language = fields.language("language") ?? visit.town.profile.languages[0]
        try fields.finish()
        let clientKey = try visit.request.headers[.idempotencyKey].map { try ClientKey($0) }
        let receipt = try await site.useCases.submitReport(
            submission,
            clientKey: clientKey ?? ClientKey(random: site.randomness),
            origin: .api(key.id),
            language: language,
            photos: PhotoClaim(uploader: .program(key.id), ids: photos),
            in: visit.town,
            at: visit.now
        )
        let link = visit.link("z/\(receipt.number.path)/\(receipt.secret.grouped)")
        return .json(ReceiptAPI(receipt, link: link), status: receipt.isRepeated ? .ok : .created)
    }

    private func show(_ visit: Visit) async throws -> Response {
        try visit.needs(.reports)
        let key = try await visit.bearer.asyncMap {
            try await site.useCases.apiKeys.check($0, in: visit.town.id, at: visit.now)
        }
        guard let number = ReportNumber(visit.parameter("number")) else { throw ReportFailure.notFound }
        let report = try await site.useCases.readReport(number, by: key, for: visit.audience, in: visit.town)
        return .json(ReportAPI(report, isOwn: report.published == nil))
    }
}

extension Optional where Wrapped: Sendable {
    /// `map` for a transform that waits.
    func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        if let self { try await transform(self) } else { nil }
    }
}

extension Visit {
    /// The key in `Authorization: Bearer …`; nil when there is none.
    var bearer: String? {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
        return header.dropFirst(7).trimmingSpaces()
    }
}

extension Submission {
    fileprivate init(_ fields: inout JSONFields) {
        self.init()
        category = fields.text("category")
        description = fields.text("description")
        address = fields.text("address")
        hint = fields.text("hint")
        latitude = fields.number("latitude")
        longitude = fields.number("longitude")
        name = fields.text("name")
        email = fields.text("email")
        phone = fields.text("phone")
        termsVersion = fields.text("acceptedTerms")
        declaresAge = fields.bool("declaresAge")
        answers = fields.lists("answers")
    }
}

/// What a submission returns.
struct ReceiptAPI: Encodable {
    let number: String
    let receivedAt: String
    let link: String
    let secret: String

    init(_ receipt: SubmitReport.Receipt, link: String) {
        number = receipt.number.description
        receivedAt = receipt.receivedAt.rfc3339
        self.link = link
        secret = receipt.secret.grouped
    }
}

/// A report as programs see it. Never holds who reported it.
struct ReportAPI: Encodable {
    struct Event: Encodable {
        let act: String
        let status: String
        let at: String
        let reason: String?
        let answer: String?
        let solution: String?
    }

    struct Deadline: Encodable {
        let name: String
        let startedOn: String
        let within: String
        let due: String
        let endedOn: String?
        let clause: String
    }

    let number: String
    let status: String
    let category: String
    let kind: String
    let receivedAt: String
    /// Of a published report.
    let title: String?
    let description: String
    let address: String?
    let latitude: Double?
    let longitude: Double?
    let isPublished: Bool
    let history: [Event]
    let deadlines: [Deadline]

    /// - Parameter isOwn: whether the reader may see the unpublished words.
    init(_ open: OpenReport, isOwn: Bool) {
        let report = open.report
        number = report.number.description
        status = report.status.rawValue
        category = report.category.rawValue
        kind = report.kind.rawValue
        receivedAt = report.receivedAt.rfc3339
        title = open.published?.title
        description = open.published?.description ?? (isOwn ? open.content.description : "")
        address = open.published == nil ? open.content.place.address : open.published?.address
        let point = open.published == nil ? open.content.place.point : open.published?.point
        latitude = point?.latitude
        longitude = point?.longitude
        isPublished = open.published != nil
        history = report.history.filter { $0.lineIsFor <= open.reader }.map { event in
            let answer = open.answers[event.sequence]
            return Event(
                act: event.act.name,
                status: event.status.rawValue,
                at: event.at.rfc3339,
                reason: event.rejection?.rawValue,
                answer: answer?.justification,
                solution: answer?.solution
            )
        }
        deadlines = report.deadlines.map { deadline in
            Deadline(
                name: deadline.name.rawValue,
                startedOn: deadline.startedOn.description,
                within: deadline.within.description,
                due: deadline.due.description,
                endedOn: deadline.endedOn?.description,
                clause: deadline.clause.description
            )
        }
    }
}

/// What a program must know of a town before it submits.
struct TownAPI: Encodable {
    struct Category: Encodable {
        let id: String
        let name: String
        let group: String
        let kind: String
        let fields: [Field]?
    }

    /// What a category asks besides; answers go into `answers`.
    struct Field: Encodable {
        struct Option: Encodable {
            let id: String
            let label: String
        }

        let id: String
        let label: String
        let kind: String
        let required: Bool
        let options: [Option]?

        init(_ field: CategoryField, _ words: Words) {
            id = field.id.rawValue
            label = words(field.label)
            kind = field.kind.rawValue
            required = field.isRequired
            options = field.options?.map { Option(id: $0.id, label: words($0.label)) }
        }
    }

    let name: String
    /// The version of the regulation to accept in `acceptedTerms`; nil where use is acceptance.
    let terms: String?
    let minimumAge: Int?
    let languages: [String]
    let categories: [Category]
    let photos: Photos

    struct Photos: Encodable {
        /// Most photos with one report; 0 where there are none.
        let max: Int
        /// The version of the regulation to accept with each photo; nil where nothing has to be accepted.
        let terms: String?
    }

    init(_ town: Municipality, words: Words, on today: CivilDate) {
        name = words(town.profile.name)
        terms = town.reports.terms.acceptance == .ticked ? town.regulation(on: today)?.version : nil
        minimumAge = town.reports.minimumAge?.years
        languages = town.profile.languages.map(\.rawValue)
        categories = town.offeredCategories(on: today).flatMap { group, categories in
            categories.map { category in
                Category(
                    id: category.id.rawValue,
                    name: words(category.name),
                    group: words(group.name),
                    kind: category.kind.rawValue,
                    fields: category.fields?.map { Field($0, words) }
                )
            }
        }
        photos = Photos(
            max: town.photos.max,
            terms: town.photos.needsConsent ? town.regulation(on: today)?.version : nil
        )
    }
}
