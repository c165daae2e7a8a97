import CityKit

/// Everything around the content of a page that officers work on: search on top, queues at the side.
struct OfficeFrame: Sendable {
    /// A queue or a place of work with the number of things in it.
    struct Entry: Sendable {
        enum Weight: Sendable {
            case normal
            /// Something here is past its day.
            case urgent
        }

        let words: String
        let href: String
        var icon: Icon?
        var count: String?
        var weight = Weight.normal
    }

    struct Group: Sendable {
        let title: String
        let entries: [Entry]
    }

    struct Search: Sendable {
        let action: String
        let name: String
        let label: String
        var value = ""
    }

    struct User: Sendable {
        let name: String
        let account: String
        let signOut: Form
        let signOutWords: String
    }

    let head: DocumentHead
    let mark: TownMark
    let skip: String
    /// Nil for somebody who sees no reports.
    var search: Search?
    let user: User
    /// Names the side list for a screen reader.
    let label: String
    let groups: [Group]
    /// The `href` of the entry that this page belongs to.
    var current: String?
    var demo: DemoBanner?
    /// What is announced of the service itself.
    var notices: [ServiceBar] = []

    func document(_ main: HTML) -> HTML {
        head.document(
            style: "office",
            body: """
                <a class="skip" href="#main">\(skip)</a>
                \(demo)\(topBar)\(notices)
                <div class="desk">
                <nav class="queues" aria-label="\(label)">
                \(groups.html(list))</nav>
                <main id="main" tabindex="-1">
                \(main)
                </main>
                </div>
                """
        )
    }

    private var topBar: HTML {
        """
        <header class="top-bar">
        \(mark)
        \(search.map(find))
        <div class="who"><a href="\(user.account)">\(Icon.user)\(user.name)</a>\
        \(user.signOut.html(Button(words: user.signOutWords, look: .link).html))</div>
        </header>
        """
    }

    private func find(_ search: Search) -> HTML {
        """
        <form class="find" action="\(search.action)" method="get" role="search">\
        \(Icon.search)<input class="input" type="search" name="\(search.name)" aria-label="\(search.label)" \
        placeholder="\(search.label)"\(.attribute("value", search.value.isEmpty ? nil : search.value))></form>
        """
    }

    private func list(_ group: Group) -> HTML {
        """
        <h2>\(group.title)</h2>
        <ul>
        \(group.entries.html(entry))</ul>

        """
    }

    private func entry(_ entry: Entry) -> HTML {
        let count: HTML? = entry.count.map {
            " <span class=\"\(entry.weight == .urgent ? "count urgent" : "count")\">\($0)</span>"
        }
        let current = HTML.attribute("aria-current", entry.href == current ? "page" : nil)
        return "<li><a href=\"\(entry.href)\"\(current)>\(entry.icon)<span>\(entry.words)</span>\(count)</a></li>\n"
    }
}
