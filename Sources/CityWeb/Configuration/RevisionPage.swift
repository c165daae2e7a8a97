import CityDomain
import CityKit
import Hummingbird

/// One revision: who made it and why, and what differs to another one.
struct RevisionPage {
    enum Comparison: String, CaseIterable, Sendable {
        /// What the revision changed.
        case before
        /// What is different today.
        case newest
    }

    let page: OfficePage
    let opened: ConfigureTown.Opened
    /// Nil for the first one.
    let before: MunicipalityRevision?
    let newest: MunicipalityRevision
    let comparison: Comparison

    private var revision: MunicipalityRevision { opened.revision }
    private var place: String { "office/settings/\(revision.revision)" }
    private var isNewest: Bool { revision.revision == newest.revision }

    func response(_ visit: Visit) -> Response {
        page.response(
            visit,
            """
            \(BackLink(visit.words("configuration.title"), to: visit.path("office/settings")))
            \(PageHead(title: page.title))
            \(Columns(.side, difference(visit), "\(facts(visit))\(ways(visit))"))
            """
        )
    }

    private func difference(_ visit: Visit) -> HTML {
        let words = visit.words
        let tabs = Tabs(
            label: words("configuration.with"),
            items: Comparison.allCases.map { comparison in
                Tabs.Item(
                    words: words("configuration.with.\(comparison.rawValue)"),
                    href: visit.path("\(place)?with=\(comparison.rawValue)")
                )
            },
            current: visit.path("\(place)?with=\(comparison.rawValue)")
        )
        let shown: HTML
        switch comparison {
        case .before:
            shown =
                before.map { DifferenceView(from: $0.files, to: revision.files, words: words).html }
                ?? "<p class=\"muted\">\(words("configuration.first"))</p>"
        case .newest: shown = DifferenceView(from: revision.files, to: newest.files, words: words).html
        }
        let section = PageSection(id: "difference", title: words("configuration.differences"), content: shown)
        return isNewest ? section.html : "\(tabs)\(section)"
    }

    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let none = HTML(text: words("configuration.reason.none"))
        return FactList(rows: [
            CheckList.Row(
                question: words("configuration.column.when"),
                answer: HTML(text: visit.moment(revision.createdAt))
            ),
            CheckList.Row(
                question: words("configuration.column.who"),
                answer: HTML(text: words.author(opened.author))
            ),
            CheckList.Row(
                question: words("configuration.reason"),
                answer: revision.reason.isEmpty ? none : HTML(paragraphs: revision.reason)
            ),
        ]).html
    }

    private func ways(_ visit: Visit) -> HTML {
        let words = visit.words
        let export = Link(words("configuration.export.link"), to: visit.path("\(place)/file"))
        let restore: HTML? =
            isNewest
            ? nil
            : "<p>\(LinkButton(Link(words("configuration.restore"), to: visit.path("\(place)/restore")), look: .quiet, size: .small))</p>"
        return "<p>\(export)</p>\(restore)"
    }
}
