import CityDomain
import CityKit

/// The photos of a case, each with a decision of its own where the town publishes photos.
struct CasePhotos: Component {
    let visit: Visit
    let number: ReportNumber
    let photos: [ReportPhoto]
    /// Oldest line first.
    let log: [PhotoEvent]
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>

    var html: HTML {
        Card(
            id: "photos",
            title: visit.words("photo.field"),
            note: visit.words("photo.\(visit.town.photos.publish.rawValue)"),
            content: visit.pictures(photos, at: "office/photos/\(number.path)", caption: caption).html
        ).html
    }

    private func caption(_ photo: ReportPhoto) -> HTML {
        let words = visit.words
        let last = log.last { $0.photo == photo.id && $0.state != nil }
        let state: HTML =
            last.map {
                let key = "photo.log.\(($0.state ?? photo.state).rawValue)"
                return HTML(text: words(key, ["moment": .words(visit.moment($0.at))]))
            } ?? HTML(text: words("photo.state.\(photo.state.rawValue)"))
        guard visit.town.photos.publish == .afterReview, rights.contains(.publishReports) else {
            return "\(state)\(covered(photo))"
        }
        return """
            \(state)\(covered(photo))
            \(Form(action: visit.path("office/reports/\(number.path)/photos/\(photo.id)")).html("<div class=\"row\">\(buttons(photo))</div>"))
            \(Link(
                words(photo.covering == nil ? "redaction.cover.open" : "redaction.cover.change"),
                to: visit.path("office/reports/\(number.path)/photos/\(photo.id)/cover"),
                context: " \(name(of: photo))"
            ))
            """
    }

    /// How many parts everybody sees covered, and how that looks.
    private func covered(_ photo: ReportPhoto) -> HTML {
        guard let covering = photo.covering else { return .empty }
        let words = visit.words
        let link = Link(
            words("redaction.covered", ["count": .number(covering.areas.count)]),
            to: visit.path("office/photos/\(number.path)/\(photo.id)/large/covered?v=\(photo.version)"),
            context: " \(name(of: photo))"
        )
        return "<br>\(link)"
    }

    private func name(of photo: ReportPhoto) -> String {
        let place = (photos.firstIndex(of: photo) ?? 0) + 1
        return visit.words("photo.number", ["number": .number(place)])
    }

    /// What can still be decided about the photo.
    private func buttons(_ photo: ReportPhoto) -> HTML {
        ReleasePhoto.Decision.allCases.filter { !$0.isMade(of: photo.state) }.html { decision in
            Button(
                words: visit.words("photo.\(decision.rawValue)"),
                look: .link,
                name: "decision",
                value: decision.rawValue,
                context: " \(name(of: photo))"
            ).html
        }
    }
}

extension PhotoEvent {
    /// Nil where the line is about something else than who may see the photo.
    fileprivate var state: ReportPhoto.State? {
        if case .state(let state) = change { state } else { nil }
    }
}

extension ReleasePhoto.Decision {
    fileprivate func isMade(of state: ReportPhoto.State) -> Bool {
        switch self {
        case .release: state == .published
        case .withhold: state == .withheld
        }
    }
}
