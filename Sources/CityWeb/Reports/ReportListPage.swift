import CityDomain
import CityKit
import Hummingbird

/// The public list, with the map beside it where there is room.
struct ReportListPage {
    let form: PublicQueryForm
    let reports: Page<PublicEntry>
    /// How many comments everybody reads under each.
    var comments: [ReportNumber: Int] = [:]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let errors = ErrorFields(form.failures, words)
        let page = PublicPage(
            title: words("reports.title"),
            section: .reports,
            errors: errors,
            feed: visit.path(form.path("reports.atom"))
        )
        // A question that cannot be read would be refused to the map.
        let isOfMap = form.query.isOfMap && errors.isEmpty
        let map = ReportMapView(visit: visit, kind: .list(isOfMap ? form : nil, pins))
        let head = PageHead(
            title: words("reports.title"),
            lead: words("reports.lead"),
            action: LinkButton(Link(words("reports.new"), to: visit.path("report")), icon: .plus).html
        )
        return page.response(
            visit,
            """
            \(errors.summary)
            \(head)
            \(ReportFilters(form: form, errors: errors, visit: visit))
            <div class="finder">
            <div class="found">
            <p class="to-map" hidden>\(Link(words("map.show"), to: "#map"))</p>
            \(list(visit))
            </div>
            \(map)
            </div>
            """
        ).allowingTiles(of: visit)
    }

    /// The reports of this page, for a map that cannot ask for them.
    private var pins: [ReportMap.Point] {
        reports.elements.compactMap { entry in
            entry.point.map {
                ReportMap.Point(
                    number: entry.number,
                    place: $0,
                    category: entry.category,
                    kind: entry.kind,
                    status: entry.status
                )
            }
        }
    }

    private func list(_ visit: Visit) -> HTML {
        let words = visit.words
        let near = form.isNearest ? form.query.near : nil
        let rows = reports.elements.map { ReportList.Row($0, near: near, comments: comments[$0.number] ?? 0, visit) }
        let more = reports.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(
                    words(form.isNearest ? "reports.further" : "page.older"),
                    to: visit.path(form.path("reports", ["after": next]))
                )
            )
        }
        guard rows.isEmpty else { return "\(ReportList(rows: rows))\(more)" }
        // A search may have to go on before it finds anything.
        if more != nil { return "<p>\(words("reports.searchGoesOn"))</p>\(more)" }
        return empty(words, visit)
    }

    private func empty(_ words: Words, _ visit: Visit) -> HTML {
        guard form.isNarrowed else {
            return EmptyState(
                title: words("reports.empty.title"),
                text: words("reports.empty.text"),
                action: LinkButton(Link(words("nav.report"), to: visit.path("report")))
            ).html
        }
        return EmptyState(
            title: words("reports.none.title"),
            text: words("reports.none.text"),
            action: LinkButton(Link(words("reports.all"), to: visit.path("reports")), look: .quiet)
        ).html
    }
}

extension ReportList.Row {
    /// - Parameter near: where the reader is; the row then says how far it is.
    init(_ entry: PublicEntry, near: Coordinate?, comments: Int = 0, _ visit: Visit) {
        let category = visit.town.category(entry.category).map { visit.words($0.name) }
        let received = visit.town.clock.date(of: entry.receivedAt)
        let distance = near.flatMap { near in entry.point.map { visit.words(distance: near.distance(to: $0)) } }
        let said = comments > 0 ? visit.words(Text("comment.count", ["count": .number(comments)])) : nil
        self.init(
            look: entry.status.look,
            status: visit.words(visit.status(of: entry)),
            title: entry.title,
            href: visit.path("reports/\(entry.number.path)"),
            place: [entry.address ?? entry.point?.words, distance, category].compactMap(\.self)
                .joined(separator: " · "),
            facts: [entry.number.description, received.words(in: visit.language), said].compactMap(\.self)
                .joined(separator: " · "),
            language: visit.languageOfReports
        )
    }
}

extension Visit {
    /// The words for where a published report stands: an idea that is done is accepted.
    func status(of entry: PublicEntry) -> Text {
        entry.status == .done && town.takesIdeas(entry.kind, in: entry.category)
            ? Text("idea.state.accepted") : entry.status.text
    }

    /// “310 m”, “1.4 km”.
    func words(distance meters: Double) -> String {
        if meters < 1_000 { return "\(Int((meters / 10).rounded()) * 10) m" }
        let tenths = Int((meters / 100).rounded())
        let sign = language == .english ? "." : ","
        return tenths < 100 ? "\(tenths / 10)\(sign)\(tenths % 10) km" : "\(tenths / 10) km"
    }
}

/// The questions above the public list: a plain form, so that they work without a script.
struct ReportFilters: Component {
    let form: PublicQueryForm
    let errors: ErrorFields
    let visit: Visit

    var html: HTML {
        """
        <form class="narrow" action="\(visit.path("reports"))" method="get" role="search" \
        aria-label="\(words("reports.filter.label"))">
        <div class="search"><input class="input" type="search" name="q" aria-label="\(words("reports.search"))" \
        placeholder="\(words("reports.search"))"\(.attribute("value", value("q")))>
        \(Button(words: words("reports.search.button"), icon: .search, look: .quiet))</div>
        \(near)\(Disclosure(question: words("reports.filter"), state: isOpen ? .open : .closed, answer: fields))
        </form>
        \(order)
        """
    }

    private var isOpen: Bool {
        !errors.isEmpty || ["category", "kind", "status", "from", "to"].contains { value($0) != nil }
    }

    private func words(_ key: String) -> String { visit.words(key) }
    private func value(_ name: String) -> String? { form.fields[name].isEmpty ? nil : form.fields[name] }

    private var near: HTML? {
        value("near").map { "<input type=\"hidden\" name=\"near\" value=\"\($0)\">" }
    }

    private var fields: HTML {
        """
        <div class="questions">
        \(choice("category", categories.map { ($0.id.rawValue, visit.words($0.name)) }))
        \(choice("kind", ReportKind.allCases.map { ($0.rawValue, words("report.kind.\($0.rawValue)")) }))
        \(choice("status", shownStatuses.map { ($0.rawValue, visit.words($0.text)) }))
        \(day("from"))
        \(day("to"))
        </div>
        <p class="row">\(Button(words: words("reports.filter.button"), look: .quiet))\
        \(form.isNarrowed ? Link(words("reports.all"), to: visit.path("reports")) : nil)</p>
        """
    }

    private var categories: [CityDomain.Category] { visit.town.categories(listedFor: visit.audience) }

    /// Nothing new is published before it is accepted.
    private var shownStatuses: [ReportStatus] { ReportStatus.allCases.filter { $0 != .new } }

    private func choice(_ name: String, _ options: [(String, String)]) -> Field {
        let any = Select.Option(value: "", words: words("reports.filter.any"))
        return Field(
            name: name,
            label: words("reports.filter.\(name)"),
            error: errors[name],
            control: .select(
                Select(
                    options: [any] + options.map { Select.Option(value: $0.0, words: $0.1) },
                    selected: value(name) ?? ""
                )
            )
        )
    }

    private func day(_ name: String) -> Field {
        Field(
            name: name,
            label: words("reports.filter.\(name)"),
            error: errors[name],
            control: .line(TextLine(value: value(name) ?? "", kind: .date))
        )
    }

    /// Nearest or newest: where the reader told a point, and offered by the script where the device may tell one.
    private var order: HTML {
        guard form.query.near != nil else {
            let address = visit.path(form.path("reports", ["near": nil]))
            return """
                <p class="row" hidden data-nearest="\(address)" data-no-position="\(words("map.noPosition"))"><button class="button quiet small" type="button">\
                \(Icon.locate)\(words("reports.nearest"))</button><span role="status"></span></p>
                """
        }
        let nearest = visit.path(form.path("reports", ["q": nil, "from": nil, "to": nil]))
        let newest = visit.path(form.path("reports", ["near": nil]))
        return Tabs(
            label: words("reports.order"),
            look: .segments,
            items: [
                Tabs.Item(words: words("reports.nearest"), href: nearest),
                Tabs.Item(words: words("reports.newest"), href: newest),
            ],
            current: form.isNearest ? nearest : newest
        ).html
    }
}
