import CityDomain
import CityKit
import Hummingbird

/// The first pages: the list of towns, a town's home, its colours.
struct HomeRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/") { request, _ in
            site.towns.all.isEmpty
                ? SetupWaitingPage(site: site).response(request) : TownListPage(site: site).response(request)
        }
        router.get("/:town") { request, context in
            HomePage().response(try site.visit(request, context))
        }
        router.get("/:town/brand.css") { request, context in
            let visit = try site.visit(request, context)
            return Response(
                status: .ok,
                headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=86400"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Brand(visit.town.profile.brand)?.styleSheet ?? ""))
            )
        }
    }
}

/// A town's first page.
struct HomePage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let takesReports = visit.town.profile.modules.contains(.reports)
        let isOpen = takesReports && visit.town.takesReportsOfResidents(on: visit.today)
        var actions: [LinkButton] = []
        if isOpen { actions.append(LinkButton(Link(words("home.report"), to: visit.path("report")), icon: .report)) }
        if takesReports {
            actions.append(
                LinkButton(Link(words("home.status"), to: visit.path("status")), icon: .search, look: .quiet)
            )
        }
        let hero = Hero(
            title: words("home.title", ["town": .words(words(visit.town.profile.name))]),
            text: visit.town.isClosed(on: visit.today)
                ? words("home.leadClosed")
                : words(isOpen ? "home.lead" : takesReports ? "home.leadAccounts" : "home.leadQuiet"),
            actions: actions
        )
        return PublicPage(title: words("nav.home"), section: .home, width: .full).response(
            visit,
            """
            \(hero)
            <div class="page">\(PageSection(id: "services", title: words("home.services"), content: tiles(visit).html))</div>
            """
        )
    }

    private func tiles(_ visit: Visit) -> Tiles {
        let words = visit.words
        var tiles: [(Icon, String, String)] = []
        if visit.town.profile.modules.contains(.reports) {
            let isOpen = visit.town.takesReportsOfResidents(on: visit.today)
            tiles =
                (isOpen ? [(.report, "report", "report")] : []) + [
                    (.list, "reports", "reports"), (.search, "status", "status"),
                ]
        }
        if visit.town.questions != nil { tiles.append((.chat, "questions", "questions")) }
        let addresses = visit.site.useCases.addresses.addresses(of: visit.town.id)
        if addresses.hasHouses { tiles.append((.locate, "addresses", "addresses")) }
        if addresses.hasRenamedStreets { tiles.append((.road, "renamedStreets", "renamed-streets")) }
        tiles.append((.phone, "contact", "contact"))
        return Tiles(
            tiles: tiles.map { icon, key, path in
                Tiles.Tile(
                    icon: icon,
                    title: words("home.tile.\(key).title"),
                    text: words("home.tile.\(key).text"),
                    href: visit.path(path)
                )
            }
        )
    }
}

/// The towns of this installation.
struct TownListPage {
    let site: Site

    func response(_ request: Request) -> Response {
        let words = site.words(for: request, in: nil)
        let rows = site.towns.all.html { town -> HTML in
            let link = Link(words(town.profile.name), to: site.addresses.link(to: "", of: town.id))
            return "<li>\(link)</li>\n"
        }
        let head = DocumentHead(title: words("towns.title"), language: words.language)
        let demo = site.demoBanner(words)
        return .html(
            head.document(
                style: "public",
                body: """
                    \(demo)<main id="main"><div class="page"><div class="measure stack">
                    <h1>\(words("towns.title"))</h1>
                    <p>\(words("towns.lead"))</p>
                    <ul class="towns">
                    \(rows)</ul>
                    </div></div></main>
                    """
            )
        )
    }
}

extension Municipality {
    /// Whether residents can report here, with or without an account.
    fileprivate func takesReportsOfResidents(on day: CivilDate) -> Bool {
        !isClosed(on: day) && (reports.reporting.admitsVisitors || accounts != nil)
    }
}
