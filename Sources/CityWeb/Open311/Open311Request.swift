import CityDomain
import CityKit

/// A report as Open311 tells of it.
struct Open311Request {
    let report: Report
    /// Nil where the reader may know the status alone.
    let content: Content?

    struct Content {
        let title: String?
        let description: String
        let address: String?
        let point: Coordinate?
        /// What was said, by the line of the history.
        let answers: [Int: Answer]
        /// Answers to the fields of the category, where the reader may know them.
        let fields: [FieldAnswer]
        /// Those that are public.
        let photos: [PublicPhoto]
        let reader: ReportReader
    }

    /// A public report as everybody sees it.
    init(_ entry: BrowseReports.Entry, photos: [PublicPhoto]) {
        report = entry.report
        content = Content(
            title: entry.text.title,
            description: entry.text.description,
            address: entry.text.address,
            point: entry.text.point,
            answers: entry.answers,
            fields: [],
            photos: photos,
            reader: .everybody
        )
    }

    /// A report as a program may see it: the office's all of it, every other one what is public, and the one that sent
    /// it the status alone as long as nothing is.
    init(_ open: OpenReport, photos: [PublicPhoto]) {
        report = open.report
        let isOffice = open.reader == .office
        guard isOffice || open.published != nil else {
            content = nil
            return
        }
        content = Content(
            title: open.published?.title,
            description: open.published?.description ?? open.content.description,
            address: open.published.map(\.address) ?? open.content.place.address,
            point: open.published.map(\.point) ?? open.content.place.point,
            answers: open.answers,
            fields: isOffice ? open.content.answers : [],
            photos: photos,
            reader: isOffice ? .office : .everybody
        )
    }

    /// - Parameter extensions: fields beyond the specification.
    func value(_ visit: Visit, extensions: [(String, Open311Value)] = []) -> Open311Value {
        let category = visit.town.category(report.category)
        let unit = content.flatMap { _ in visit.town.unit(report.unit).map { visit.words($0.name) } }
        let due = report.expectedOn.map { visit.town.clock.end(of: $0) }
        return .record(
            [
                ("service_request_id", .text(report.number.path)), ("status", .text(report.status.open311)),
                ("status_notes", .text(optional: statusNote)),
                ("service_name", .text(category.map { visit.words($0.name) } ?? report.category.rawValue)),
                ("service_code", .text(report.category.rawValue)),
                ("description", .text(optional: content?.description)),
                ("agency_responsible", .text(optional: unit)), ("service_notice", .noText),
                ("requested_datetime", .moment(report.receivedAt)),
                ("updated_datetime", .moment(report.history.last?.at ?? report.receivedAt)),
                ("expected_datetime", .moment(due)), ("address", .text(optional: content?.address)),
                ("address_id", .noText), ("zipcode", .noText), ("lat", .degrees(content?.point?.latitude)),
                ("long", .degrees(content?.point?.longitude)),
                ("media_url", .address(content?.photos.first.map { visit.link(to: $0) })),
            ] + extensions
        )
    }

    /// Why the report stands where it stands.
    private var statusNote: String? {
        report.history.last(where: \.changesStatus).flatMap { content?.answers[$0.sequence]?.justification }
    }
}

extension Visit {
    /// The address of a public photo, with scheme and host.
    func link(to photo: PublicPhoto, _ size: ReportPhoto.Size = .large) -> String {
        link(photo.place(size))
    }
}
