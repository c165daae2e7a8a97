import CityDomain
import CityKit

/// What `extensions=true` adds to a request, in the form that San Francisco, Chicago and Boston gave it.
///
/// Source: https://wiki.open311.org/GeoReport_v2/Extensions
struct Open311Extensions {
    private let report: Report
    private let content: Open311Request.Content
    private let visit: Visit

    /// Nil where the reader may know the status alone.
    init?(_ request: Open311Request, _ visit: Visit) {
        guard let content = request.content else { return nil }
        report = request.report
        self.content = content
        self.visit = visit
    }

    var fields: [(String, Open311Value)] {
        [
            ("attributes", .list(of: "attribute", content.fields.flatMap(attributes))),
            ("extended_attributes", extendedAttributes), ("notes", .list(of: "note", lines.map(note))),
        ]
    }

    private var lines: [ReportEvent] { report.history.filter { $0.lineIsFor <= content.reader } }

    /// One for each value that was answered.
    private func attributes(_ answer: FieldAnswer) -> [Open311Value] {
        let field = visit.town.category(report.category)?.fields?.first { $0.id == answer.field }
        return answer.values.map { value in
            let option = field?.options?.first { $0.id == value }
            return .record([
                ("label", .text(field.map { visit.words($0.label) } ?? answer.field.rawValue)),
                ("name", .text(answer.field.rawValue)), ("value", .text(option.map { visit.words($0.label) } ?? value)),
                ("code", .text(value)),
            ])
        }
    }

    private var extendedAttributes: Open311Value {
        .record([
            ("title", .text(optional: content.title)), ("detailed_status", .text(report.status.citySDK)),
            ("status", .text(report.status.rawValue)),
            ("duplicate_of", .text(optional: report.joined?.leading.path)), ("kind", .text(report.kind.rawValue)),
            ("photos", .list(of: "photo", content.photos.map(photo))),
            ("deadlines", .list(of: "deadline", report.deadlines.filter(\.name.isOfOffice).map(deadline))),
            ("answer", answer),
        ])
    }

    private func photo(_ photo: PublicPhoto) -> Open311Value {
        .record([
            ("media_url", .text(visit.link(to: photo))), ("thumbnail_url", .text(visit.link(to: photo, .thumbnail))),
            ("width", .integer(photo.width)), ("height", .integer(photo.height)),
            ("caption", .text(optional: photo.caption)),
        ])
    }

    private func deadline(_ deadline: ReportDeadline) -> Open311Value {
        let clock = visit.town.clock
        return .record([
            ("name", .text(deadline.name.rawValue)), ("due_datetime", .moment(clock.end(of: deadline.due))),
            ("met_on", deadline.endedOn.map { .text($0.description) } ?? .nothing),
            ("clause", .text(deadline.clause.description)),
        ])
    }

    /// What the office last said about the status.
    private var answer: Open311Value {
        let said = report.history.last { $0.changesStatus }.flatMap { content.answers[$0.sequence] }
        return .record([
            ("justification", .text(optional: said?.justification)), ("solution", .text(optional: said?.solution)),
        ])
    }

    private func note(_ event: ReportEvent) -> Open311Value {
        let said = event.wordsAreFor <= content.reader ? content.answers[event.sequence] : nil
        return .record([
            ("datetime", .moment(event.at)),
            ("description", .text(said?.open311 ?? event.sentence(visit.words, of: report.kind, in: visit.town))),
            ("type", .text(event.act.name)),
        ])
    }
}

extension Answer {
    /// The words, and another way where the office showed one.
    var open311: String { [justification, solution ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n") }
}

extension ReportStatus {
    /// The words of CitySDK, which Klarschiff and others use too.
    fileprivate var citySDK: String {
        switch self {
        case .new, .accepted: "RECEIVED"
        case .inProgress: "IN_PROCESS"
        case .done: "PROCESSED"
        case .closed, .rejected: "REJECTED"
        }
    }
}
