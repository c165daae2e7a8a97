public import CityDomain
import CityKit
import Hummingbird

/// The letters a demonstration has "sent": they stay in memory and are read on a page.
public protocol DemoMailbox: Sendable {
    /// Newest first.
    func sentLetters() async -> [EmailMessage]
}

struct DemoRoutes {
    let site: Site
    let demo: Demo

    func add(to router: Router<CityContext>) {
        router.get("/_demo/mailbox") { request, _ in
            let words = site.words(for: request, in: nil)
            let letters = await demo.mailbox.sentLetters().filter(isShown)
            let head = DocumentHead(title: words("demo.mailbox"), language: words.language, robots: .hidden)
            let list: HTML =
                letters.isEmpty
                ? EmptyState(title: words("demo.mailbox.empty"), text: words("demo.mailbox.emptyText")).html
                : letters.html(letter)
            return Response.html(
                head.document(
                    style: "public",
                    body: """
                        \(site.demoBanner(words))
                        <main id="main"><div class="page"><div class="measure stack">
                        <h1>\(words("demo.mailbox"))</h1>
                        \(list)
                        </div></div></main>
                        """
                )
            )
        }
    }

    /// A training has real people of the office: whoever finds the page must not come in by their invitations.
    private func isShown(_ letter: EmailMessage) -> Bool {
        demo.purpose == .demonstration || !letter.text.contains("/office/join/")
    }

    private func letter(_ letter: EmailMessage) -> HTML {
        let lines = letter.text.split(separator: "\n", omittingEmptySubsequences: false).map(linked)
        return Card(
            id: "letter-\(letter.id.description.prefix { $0 != "@" })",
            title: letter.subject,
            icon: .mail,
            note: letter.to.address.text,
            element: .article,
            content: "<p>\(HTML(trusted: lines.map(\.markup).joined(separator: "<br>")))</p>"
        ).html
    }

    /// A line that is an address becomes a link.
    private func linked(_ line: Substring) -> HTML {
        let isAddress = (line.hasPrefix("http://") || line.hasPrefix("https://")) && !line.contains(" ")
        return isAddress ? "<a href=\"\(line)\">\(line)</a>" : HTML(text: line)
    }
}
