import CityKit

/// Everything around the content of a page that residents see.
struct PublicFrame: Sendable {
    /// What is the same on all pages of a town in one language.
    struct Site: Sendable {
        let mark: TownMark
        /// In the masthead, from 60 rem on.
        let navigation: Navigation
        /// At the bottom of a narrow screen: five at most, the report in the middle.
        let shortcuts: Navigation
        /// The place in `shortcuts` of the one that stands in the arch.
        var middle: Int?
        let footer: [Link]
        /// Who runs the site and where.
        let imprint: String
        let skip: String
    }

    let site: Site
    let head: DocumentHead
    let languages: LanguageSwitch
    /// The `href` of the item of the navigation that this page belongs to.
    var current: String?
    var demo: DemoBanner?
    var alert: AlertBar?
    /// What is announced of the service itself.
    var notices: [ServiceBar] = []
    var themes: ThemeSwitch?
    /// Whether `main` brings its own columns, as the first page does for its picture.
    var width = Width.page

    enum Width: Sendable { case page, full }

    func document(_ main: HTML) -> HTML { head.document(style: "public", body: body(main)) }

    private func body(_ main: HTML) -> HTML {
        let content: HTML = width == .page ? "<div class=\"page\">\n\(main)\n</div>" : main
        return """
            <a class="skip" href="#main">\(site.skip)</a>
            \(demo)\(masthead)
            \(alert)\(notices)
            <main id="main" tabindex="-1">
            \(content)
            </main>
            \(footer)
            \(bottomBar)
            """
    }

    private var masthead: HTML {
        let items = site.navigation.items.html { item in
            "<li><a href=\"\(item.href)\"\(mark(item))>\(item.words)</a></li>\n"
        }
        return """
            <header class="masthead"><div class="page">
            \(site.mark)
            <nav class="main-nav" aria-label="\(site.navigation.label)"><ul>
            \(items)</ul></nav>
            \(languages)
            </div></header>
            """
    }

    private var footer: HTML {
        """
        <footer class="footer"><div class="page"><ul>
        \(site.footer.html { "<li>\($0)</li>\n" })</ul>
        <p>\(site.imprint)</p>\(themes)</div></footer>
        """
    }

    private var bottomBar: HTML {
        let items = site.shortcuts.items.indices.html { index in
            let item = site.shortcuts.items[index]
            let isMiddle = index == site.middle
            let icon: HTML = isMiddle ? "<span class=\"arch\">\(item.icon)</span>" : item.icon.html
            let style = HTML.classes(isMiddle ? "middle" : nil)
            return "<li><a\(style) href=\"\(item.href)\"\(mark(item))>\(icon)\(item.words)</a></li>\n"
        }
        return """
            <nav class="bottom-bar" aria-label="\(site.shortcuts.label)"><ul>
            \(items)</ul></nav>
            """
    }

    private func mark(_ item: Navigation.Item) -> HTML {
        .attribute("aria-current", item.href == current ? "page" : nil)
    }
}
