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
        let last = log.last { $0.photo == photo.id }
        let state: HTML =
            last.map {
                HTML(text: words("photo.log.\($0.state.rawValue)", ["moment": .words(visit.moment($0.at))]))
            } ?? HTML(text: words("photo.state.\(photo.state.rawValue)"))
        guard visit.town.photos.publish == .afterReview, rights.contains(.publishReports) else { return state }
        return """
            \(state)
            \(Form(action: visit.path("office/reports/\(number.path)/photos/\(photo.id)")).html("<div class=\"row\">\(buttons(photo))</div>"))
            """
    }

    /// What can still be decided about the photo.
    private func buttons(_ photo: ReportPhoto) -> HTML {
        let place = (photos.firstIndex(of: photo) ?? 0) + 1
        return ReleasePhoto.Decision.allCases.filter { !$0.isMade(of: photo.state) }.html { decision in
            Button(
                words: visit.words("photo.\(decision.rawValue)"),
                look: .link,
                name: "decision",
                value: decision.rawValue,
                context: " \(visit.words("photo.number", ["number": .number(place)]))"
            ).html
        }
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
