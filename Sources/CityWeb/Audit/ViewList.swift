import CityDomain
import CityKit

/// Who looked at a report, for its reporter: when, in which role and why.
struct ViewList: Component {
    let visit: Visit
    /// The last one first.
    let views: [AuditView]

    /// So many are shown at once; the others open.
    private static let shown = 5

    var html: HTML {
        let words = visit.words
        return PageSection(
            id: "views",
            title: words("views.title"),
            content: "<div class=\"stack tight\"><p class=\"muted\">\(words("views.lead"))</p>\n\(list)</div>"
        ).html
    }

    private var list: HTML {
        guard !views.isEmpty else { return "<p>\(visit.words("views.none"))</p>" }
        let rows = rows
        let earlier = rows.dropFirst(Self.shown)
        let more: HTML? =
            earlier.isEmpty
            ? nil
            : Disclosure(
                question: visit.words("views.earlier", ["count": .number(earlier.count)]),
                answer: FactList(rows: Array(earlier)).html
            ).html
        return "\(FactList(rows: Array(rows.prefix(Self.shown))))\(more)"
    }

    /// One for each look; looks of the same minute that say the same, such as those at the photos of one page, are told
    /// once.
    private var rows: [CheckList.Row] {
        var rows: [(moment: String, words: String)] = []
        for view in views {
            let row = (moment: visit.moment(view.at), words: sentence(view))
            if !rows.contains(where: { $0 == row }) { rows.append(row) }
        }
        return rows.map { CheckList.Row(question: $0.moment, answer: HTML(text: $0.words)) }
    }

    private func sentence(_ view: AuditView) -> String {
        let words = visit.words
        let viewer =
            switch view.viewer {
            case .staff(let post): staff(post)
            case .program(let role): words("views.program.\(role.rawValue)")
            }
        return words(
            "views.view",
            [
                "viewer": .words(viewer), "what": .words(words("views.what.\(view.kind.rawValue)")),
                "reason": .words(words("views.reason.\(view.reason.rawValue)")),
            ]
        )
    }

    /// The role, and the unit where it is one that the town still has.
    private func staff(_ post: StaffPost) -> String {
        let words = visit.words
        let role = words("views.staff.\(post.role.rawValue)")
        guard let unit = post.unit.flatMap(visit.town.unit) else { return role }
        return words("views.ofUnit", ["viewer": .words(role), "unit": .words(words(unit.name))])
    }
}
