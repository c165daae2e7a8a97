import CityDomain
import CityKit
import Hummingbird

/// The town is made: the way in, and what to do now.
struct SetupDonePage {
    let visit: SetupVisit
    let made: SetupLink.Made
    /// By which the first administrator sets a password; nil once that was done.
    let link: Token?

    private var words: Words { visit.words }

    var response: Response {
        let title = words("setup.made.title")
        let ends = words("setup.made.ends", ["count": .number(minutes)])
        return .html(
            SetupDocument(title: title, visit: visit).html(
                """
                \(PageHead(title: title, lead: address("")))
                <div class="measure stack">
                \(way)
                \(next)
                <p class="small muted">\(ends)</p>
                </div>
                """,
                page: "done"
            )
        )
    }

    private var minutes: Int { max(1, Int((visit.opened.endsAt - visit.now) / .seconds(60))) }

    private func address(_ page: String) -> String { visit.site.addresses.link(to: page, of: made.town) }

    private var way: HTML {
        guard let link else {
            let link = Link(words("setup.made.signIn"), to: address("office"))
            return Notice(kind: .success, title: words("setup.made.used"), text: "\(link)").html
        }
        let button = LinkButton(
            Link(words("setup.made.password"), to: address("office/join/\(link.text)")),
            icon: .lock
        )
        return Card(
            id: "way",
            title: words("setup.made.way"),
            look: .framed,
            content: "<p>\(words("setup.made.way.text"))</p><p>\(button)</p>"
        ).html
    }

    private var next: HTML {
        let steps: [HTML] = [
            "\(Link(words("setup.next.home"), to: address("")))",
            "\(Link(words("setup.next.report"), to: address("report")))",
            "\(Link(words("setup.next.settings"), to: address("office/settings")))",
            "\(Link(words("setup.next.people"), to: address("office/staff")))",
            "\(words("setup.next.mail"))",
            "\(words("setup.next.backup"))",
        ]
        let items = steps.html { "<li>\($0)</li>\n" }
        return Card(id: "next", title: words("setup.made.next"), content: "<ol class=\"setup-steps\">\(items)</ol>")
            .html
    }
}

/// What an installation says that has no town yet.
struct SetupWaitingPage {
    let site: Site

    func response(_ request: Request) -> Response {
        let words = site.words(for: request, in: nil)
        let head = DocumentHead(title: words("setup.waiting.title"), language: words.language, robots: .hidden)
        let message = PageMessage(
            icon: .home,
            title: words("setup.waiting.title"),
            paragraphs: [words("setup.waiting.text"), words("setup.waiting.restart")]
        )
        return .html(
            head.document(
                style: "public",
                body: "\(site.demoBanner(words))<main id=\"main\"><div class=\"page\">\(message)</div></main>"
            )
        )
    }
}
