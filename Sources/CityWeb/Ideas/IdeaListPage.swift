import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The ideas of residents with their support, by where they stand.
struct IdeaListPage {
    let form: IdeaQueryForm
    let ideas: Page<IdeaEntry>

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("idea.list.title"), feed: visit.path(form.path("ideas.atom"))).response(
            visit,
            """
            \(PageHead(title: words("idea.list.title"), lead: lead(visit), action: tell(visit)))
            <div class="stack">
            \(filters(visit))
            \(order(visit))
            \(list(visit))
            <p class="small">\(Link(words("idea.list.file"), to: visit.path(form.path("ideas.csv"))))</p>
            </div>
            """
        )
    }

    private func lead(_ visit: Visit) -> String {
        guard let support = visit.town.ideas?.support else { return visit.words("idea.list.lead") }
        return visit.words(
            "idea.list.leadWithSupport",
            ["count": .number(support.persons), "period": .text(support.within.text)]
        )
    }

    /// Nil where no idea can be told today.
    private func tell(_ visit: Visit) -> HTML? {
        let offered = visit.town.categories.contains {
            $0.isOffered(on: visit.today) && visit.town.takesIdeas($0.kind, in: $0.id)
        }
        guard offered, !visit.town.isClosed(on: visit.today) else { return nil }
        return LinkButton(Link(visit.words("idea.list.tell"), to: visit.path("report")), icon: .plus).html
    }

    private func filters(_ visit: Visit) -> Filters {
        let words = visit.words
        let all = Select.Option(value: "", words: words("idea.list.anyState"))
        return Filters(
            action: visit.path("ideas"),
            label: words("reports.filter.label"),
            hidden: form.order == .newest ? [] : [("sort", form.order.rawValue)],
            fields: [
                Field(
                    name: "state",
                    label: words("idea.list.state"),
                    control: .select(
                        Select(
                            options: [all]
                                + IdeaState.allCases.map { Select.Option(value: $0.rawValue, words: words($0.text)) },
                            selected: form.state?.rawValue ?? ""
                        )
                    ),
                    labelStyle: .unseen
                )
            ],
            button: words("reports.filter.button"),
            saved: form.state == nil ? [] : [Link(words("idea.list.all"), to: visit.path("ideas"))]
        )
    }

    private func order(_ visit: Visit) -> Tabs {
        let items = IdeaQuery.Order.allCases.map { order in
            Tabs.Item(
                words: visit.words("idea.list.order.\(order.rawValue)"),
                href: visit.path(form.path("ideas", order: order))
            )
        }
        return Tabs(
            label: visit.words("reports.order"),
            look: .segments,
            items: items,
            current: visit.path(form.path("ideas"))
        )
    }

    private func list(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !ideas.elements.isEmpty else {
            let key = form.state == nil ? "empty" : "none"
            return EmptyState(title: words("idea.list.\(key).title"), text: words("idea.list.\(key).text")).html
        }
        let more = ideas.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("reports.further"), to: visit.path(form.path("ideas", after: next)))
            )
        }
        return "\(ReportList(rows: ideas.elements.map { row($0, visit) }))\(more)"
    }

    private func row(_ idea: IdeaEntry, _ visit: Visit) -> ReportList.Row {
        let day = visit.town.clock.date(of: idea.entry.publishedAt).words(in: visit.language)
        let category = visit.town.category(idea.entry.category).map { visit.words($0.name) }
        return ReportList.Row(
            look: idea.state.look,
            status: visit.words(idea.state.text),
            title: idea.entry.title,
            href: visit.path("reports/\(idea.entry.number.path)"),
            place: [visit.support(of: idea), category].compactMap(\.self).joined(separator: " · "),
            facts: "\(idea.entry.number) · \(day)",
            language: visit.languageOfReports
        )
    }
}

extension Visit {
    /// “7 of 10 persons support it, 12 days left”.
    func support(of idea: IdeaEntry) -> String {
        guard let until = idea.collectsUntil, let needed = town.ideas?.support?.persons else {
            return words("idea.persons", ["count": .number(idea.persons)])
        }
        let left = max(0, until - today + 1)
        return [
            words("idea.support", ["count": .number(idea.persons), "needed": .number(needed)]),
            words("idea.daysLeft", ["count": .number(left)]),
        ].joined(separator: " · ")
    }
}

/// The last ideas that were published for feed readers (RFC 4287).
struct IdeaFeed {
    let form: IdeaQueryForm
    let ideas: [IdeaEntry]

    func response(_ visit: Visit) -> Response {
        let own = visit.link(form.path("ideas.atom", order: .newest))
        let items = ideas.html { idea -> HTML in
            let link = visit.link("reports/\(idea.entry.number.path)")
            let summary = "\(visit.words(idea.state.text)) · \(visit.support(of: idea))"
            return """
                <entry><id>\(link)</id><title>\(ReportFeed.plain(idea.entry.title))</title><link href="\(link)"/>\
                <published>\(idea.entry.publishedAt.rfc3339)</published>\
                <updated>\(idea.entry.updatedAt.rfc3339)</updated>\
                <summary>\(ReportFeed.plain(summary))</summary></entry>

                """
        }
        let changed =
            ideas.map(\.entry.updatedAt).max() ?? visit.town.clock.start(of: CivilDate(visit.today.year, 1, 1))
        let body: HTML = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(visit.language.rawValue)">
            <id>\(own)</id><title>\(visit.words("idea.list.title")) – \(visit.words(visit.town.profile.name))</title>\
            <updated>\(changed.rfc3339)</updated>
            <link rel="self" href="\(own)"/><link href="\(visit.link(form.path("ideas", order: .newest)))"/>
            <author><name>\(visit.words(visit.town.profile.office.name))</name></author>
            \(items)</feed>

            """
        let document = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(body.markup)"
        let type = ReportFeed.Format.atom.mediaType
        var response = Response.shared(Array(document.utf8), type, seconds: 60, for: visit.request)
        response.headers[.vary] = "Accept-Language, Cookie"
        return response
    }
}
