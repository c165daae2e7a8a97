import CityDomain
import CityKit

/// A report as programs see it. Never holds who reported it.
struct ReportAPI: APIValue {
    struct Event: Encodable {
        let act: String
        let status: String
        let at: String
        let reason: String?
        let earlier: String?
        let unit: String?
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

    struct Photo: Encodable {
        let id: String
        let width: Int
        let height: Int
        let state: String
        let large: String
        let thumbnail: String
        let caption: String?
        let version: Int
    }

    /// The reporter's own words, where the office has put others in their place.
    struct Submitted: Encodable {
        let description: String
        let address: String?
        let hint: String?
        let latitude: Double?
        let longitude: Double?
    }

    let number: String
    let version: Int
    let status: String
    let category: String
    let kind: String
    let unit: String?
    let receivedAt: String
    let title: String?
    let description: String
    let address: String?
    let latitude: Double?
    let longitude: Double?
    let isPublished: Bool
    let submitted: Submitted?
    let history: [Event]
    let deadlines: [Deadline]
    let photos: [Photo]
    let duplicateOf: String?
    let splitFrom: String?
    let parts: [Part]?
    let persons: Int
}

extension ReportAPI {
    init(_ open: OpenReport, photos: [Photo], persons: Int, _ visit: Visit) {
        let report = open.report
        let place =
            open.published.map { ($0.address, $0.point) } ?? (open.content.place.address, open.content.place.point)
        number = report.number.description
        version = report.history.count
        status = report.status.rawValue
        category = report.category.rawValue
        kind = report.kind.rawValue
        unit = visit.town.unit(report.unit)?.id.rawValue
        receivedAt = report.receivedAt.rfc3339
        title = open.published?.title
        description = open.published?.description ?? open.content.description
        address = place.0
        latitude = place.1?.latitude
        longitude = place.1?.longitude
        isPublished = open.published != nil
        submitted = open.reader > .everybody ? Submitted(open.content) : nil
        history = report.history.filter { $0.lineIsFor <= open.reader }.map { event in
            Event(event, answer: open.answers[event.sequence])
        }
        deadlines = report.deadlines.map(Deadline.init)
        self.photos = photos
        duplicateOf = report.joined?.leading.description
        let isForOffice = open.reader == .office
        splitFrom = isForOffice ? report.split.from?.number.description : nil
        parts = isForOffice && !report.split.parts.isEmpty ? report.split.parts.map(Part.init) : nil
        self.persons = persons
    }
}

extension ReportAPI.Event {
    fileprivate init(_ event: ReportEvent, answer: Answer?) {
        act = event.act.name
        status = event.status.rawValue
        at = event.at.rfc3339
        reason = event.rejection?.rawValue
        earlier = event.earlier?.description
        unit = event.handedOverTo?.rawValue
        self.answer = answer?.justification
        solution = answer?.solution
    }
}

extension ReportEvent {
    fileprivate var earlier: ReportNumber? {
        switch act {
        case .rejected(_, let earlier): earlier
        case .joined(let other), .parted(let other), .resumed(let other), .tookIn(let other), .letGo(let other),
            .splitOff(let other), .cameOf(let other):
            other
        default: nil
        }
    }
    fileprivate var handedOverTo: ID<Unit>? { if case .handedOver(let unit) = act { unit } else { nil } }
}

extension ReportAPI.Deadline {
    fileprivate init(_ deadline: ReportDeadline) {
        name = deadline.name.rawValue
        startedOn = deadline.startedOn.description
        within = deadline.within.description
        due = deadline.due.description
        endedOn = deadline.endedOn?.description
        clause = deadline.clause.description
    }
}

extension ReportAPI.Photo {
    /// - Parameter place: the path of its pictures.
    fileprivate init(
        _ photo: PublicPhoto,
        _ state: ReportPhoto.State,
        _ visit: Visit,
        at place: (ReportPhoto.Size) -> String
    ) {
        id = photo.id.rawValue
        width = photo.width
        height = photo.height
        self.state = state.rawValue
        large = visit.link(place(.large))
        thumbnail = visit.link(place(.thumbnail))
        caption = photo.caption
        version = photo.version
    }
}

extension ReportAPI.Submitted {
    fileprivate init(_ content: ReportContent) {
        description = content.description
        address = content.place.address
        hint = content.place.hint
        latitude = content.place.point?.latitude
        longitude = content.place.point?.longitude
    }
}

// MARK: - What the description says

extension ReportAPI {
    static let schema = JSONSchema.object(
        "Report",
        "A report as far as the caller may see it. Who reported it is never part of an answer.",
        [
            .required("number", .reportNumber),
            .required("version", .count, "Grows with each line of the whole history; `If-Match` takes it in quotes."),
            .required("status", .word(ReportStatus.self)),
            .required("category", .id),
            .required("kind", .word(ReportKind.self)),
            .optional("unit", .id, "The unit of the office that has it."),
            .required("receivedAt", .moment),
            .optional("title", .text, "Of a published report."),
            .required("description", .text, "The public text; before there is one, the reporter’s."),
            .optional("address", .text),
            .optional("latitude", .latitude),
            .optional("longitude", .longitude),
            .required("isPublished", .flag),
            .optional("submitted", submitted, "For the office and the one that submitted it: what the reporter wrote."),
            .required("history", .list(of: event), "Lines that the caller may see, the oldest first."),
            .required("deadlines", .list(of: deadline)),
            .required("photos", .list(of: photo), "Those that the caller may see."),
            .optional("duplicateOf", .reportNumber, "The report with which the office handles it now."),
            .optional("splitFrom", .reportNumber, "For the office: the report of which this one is a part."),
            .optional(
                "parts",
                .list(of: partSchema),
                "For the office: parts that were split off it; absent without any."
            ),
            .required(
                "persons",
                .count,
                "Who sent it or a report that is joined to it, and who says “me too”; each once."
            ),
        ]
    )

    private static let submitted = JSONSchema.object(
        "SubmittedText",
        "What the reporter wrote.",
        [
            .required("description", .text),
            .optional("address", .text),
            .optional("hint", .text),
            .optional("latitude", .latitude),
            .optional("longitude", .longitude),
        ]
    )

    private static let event = JSONSchema.object(
        "ReportEvent",
        "A line of the history.",
        [
            .required("act", .text, "What happened."),
            .required("status", .word(ReportStatus.self), "From then on."),
            .required("at", .moment),
            .optional("reason", .word(RejectionReason.self), "The ground of a rejection."),
            .optional(
                "earlier",
                .reportNumber,
                "The report of which this one is a duplicate, or to which it was joined; the part, or what it came of."
            ),
            .optional("unit", .id, "The unit that got the report."),
            .optional("answer", .text, "What the office or the reporter said with it."),
            .optional("solution", .text, "Another way, where a report is closed as not feasible."),
        ]
    )

    private static let deadline = JSONSchema.object(
        "Deadline",
        "A term of the regulation.",
        [
            .required("name", .text),
            .required("startedOn", .day),
            .required("within", .text, "Its length in the words of the rules: `3 working days`."),
            .required("due", .day, "Its last day."),
            .optional("endedOn", .day, "Absent while it runs."),
            .required("clause", .text, "Where the regulation says so."),
        ]
    )

    private static let photo = JSONSchema.object(
        "Photo",
        "A photo of a report.",
        [
            .required("id", .id),
            .required("width", .count, "Pixels."),
            .required("height", .count, "Pixels."),
            .required("state", .word(ReportPhoto.State.self), "Whether everybody may see it."),
            .required("large", .url, "At most 2,000 pixels on its long side."),
            .required("thumbnail", .url),
            .optional("caption", .text, "What the office wrote beside it."),
            .required("version", .count, "Grows with each change of what is covered, and of the caption."),
        ]
    )
}

extension APICall {
    /// The report with the photos that its reader may see.
    func answer(_ open: OpenReport) async throws -> APIAnswer<ReportAPI> {
        .ok(
            ReportAPI(
                open,
                photos: try await photos(of: open),
                persons: try await useCases.supports.count(open.report.id, in: town.id),
                visit
            ),
            version: open.report.history.count
        )
    }

    /// The addresses of those that are public lead to what everybody sees, for whoever asks.
    private func photos(of open: OpenReport) async throws -> [ReportAPI.Photo] {
        let read = useCases.photos.read
        guard open.reader > .everybody else {
            return try await read.released(of: open.report.id, in: town).map { photo in
                ReportAPI.Photo(photo, .published, visit, at: photo.place)
            }
        }
        return try await read.all(of: open.report.id, in: town.id).map { photo in
            let shown = try read.shown(photo, in: town.id)
            let isPublic = open.published != nil && photo.state == .published
            return ReportAPI.Photo(shown, photo.state, visit) { size in
                let own = "api/v1/reports/\(open.report.number.path)/photos/\(photo.id)/\(size.rawValue)"
                return isPublic ? shown.place(size) : own
            }
        }
    }
}
