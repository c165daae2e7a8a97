import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// The ideas of residents, for everybody: the list, a feed, a file. One idea has the page of a report.
struct IdeaRoutes {
    let site: Site

    /// The list, the feed and the file, in the town.
    static let paths = ["ideas", "ideas.atom", "ideas.csv"]

    private static let pageSize = 20
    /// Ideas in a file; nobody reads more in a table.
    private static let mostInFile = 5_000

    func add(to router: Router<CityContext>) {
        router.get("/:town/ideas") { request, context in
            let visit = try site.visit(request, context)
            let form = IdeaQueryForm(try visit.query())
            let ideas = try await ideas(form.query(limit: Self.pageSize), visit)
            return IdeaListPage(form: form, ideas: ideas).response(visit)
        }
        router.get("/:town/ideas.atom") { request, context in
            let visit = try site.visit(request, context)
            let form = IdeaQueryForm(try visit.query())
            let ideas = try await ideas(form.feed(limit: ReportFeed.length), visit)
            return IdeaFeed(form: form, ideas: ideas.elements).response(visit)
        }
        router.get("/:town/ideas.csv") { request, context in
            let visit = try site.visit(request, context)
            let form = IdeaQueryForm(try visit.query())
            let ideas = try await ideas(form.query(limit: Self.mostInFile), visit)
            var response = visit.file(of: ideas.elements).response(of: visit.town.id)
            response.headers[.cacheControl] = "public, max-age=60"
            // The names of states are in the reader's language, and who is signed in may see more.
            response.headers[.vary] = "Accept-Language, Cookie"
            return response
        }
    }

    private func ideas(_ query: IdeaQuery, _ visit: Visit) async throws -> Page<IdeaEntry> {
        try visit.needs(.reports)
        return try await site.useCases.supports.ideas(query, for: visit.audience, in: visit.town)
    }
}

/// The questions of the list as they stand in its address: `?state=…&sort=…`. What cannot be read is left out.
struct IdeaQueryForm {
    let state: IdeaState?
    let order: IdeaQuery.Order
    private let after: String

    init(_ fields: FormData) {
        state = IdeaState(rawValue: fields["state"])
        order = IdeaQuery.Order(rawValue: fields["sort"]) ?? .newest
        after = fields["after"]
    }

    func query(limit: Int) -> IdeaQuery {
        IdeaQuery(state: state, order: order, after: after.isEmpty ? nil : after, limit: limit)
    }

    /// The last ones that were published.
    func feed(limit: Int) -> IdeaQuery { IdeaQuery(state: state, limit: limit) }

    /// The address of `page` with the same questions, but for these.
    func path(_ page: String, order: IdeaQuery.Order? = nil, after: String? = nil) -> String {
        let order = order ?? self.order
        let all: [(String, String?)] = [
            ("state", state?.rawValue), ("sort", order == .newest ? nil : order.rawValue), ("after", after),
        ]
        let pairs = all.compactMap { name, value in value.map { "\(name)=\($0.escapedInQuery)" } }
        return pairs.isEmpty ? page : "\(page)?\(pairs.joined(separator: "&"))"
    }
}

extension Visit {
    /// A line for each idea.
    fileprivate func file(of ideas: [IdeaEntry]) -> RegisterFile {
        RegisterFile(
            name: "ideas",
            columns: [
                "number", "category", "state", "stateName", "persons", "needed", "collectsUntil", "title", "address",
                "publishedAt", "link",
            ],
            rows: ideas.map { idea in
                [
                    idea.entry.number.description, idea.entry.category.rawValue, idea.state.rawValue,
                    words(idea.state.text), "\(idea.persons)",
                    idea.collectsUntil.flatMap { _ in town.ideas?.support.map { "\($0.persons)" } } ?? "",
                    idea.collectsUntil?.description ?? "", idea.entry.title, idea.entry.address ?? "",
                    idea.entry.publishedAt.rfc3339, link("reports/\(idea.entry.number.path)"),
                ]
            }
        )
    }
}
