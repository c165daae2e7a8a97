import CityDomain
import CityKit

/// Says in how many parts the office handles a report, with what each of them is about and where it stands.
struct HandledInParts: Component {
    let visit: Visit
    let parts: [Split.Part]

    /// For the reporter, who may know all of them.
    init(_ visit: Visit, own report: Report) {
        self.visit = visit
        parts = report.split.parts
    }

    /// For everybody: those that stand on the public list of the audience themselves. Nothing tells of others.
    init(_ visit: Visit, published report: Report) {
        self.visit = visit
        parts = report.split.parts.filter { $0.isPublished && visit.town.lists($0.category, for: visit.audience) }
    }

    var html: HTML {
        guard !parts.isEmpty else { return .empty }
        let lines = parts.html { part in
            "<li><p class=\"row tight\">\(StatusTag(part.status.look, visit.words(part.status.text)))\(visit.categoryName(part.category))</p></li>\n"
                as HTML
        }
        return PageSection(
            id: "parts",
            title: visit.words("report.parts", ["count": .number(parts.count)]),
            content: "<ul class=\"duplicates\">\n\(lines)</ul>\n"
        ).html
    }
}
