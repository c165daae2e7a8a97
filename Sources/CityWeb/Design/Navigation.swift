import CityKit

/// The main ways through a site, with the one that leads to the page itself marked.
struct Navigation: Sendable {
    struct Item: Sendable {
        let words: String
        let href: String
        let icon: Icon
    }

    /// Names the list for a screen reader.
    let label: String
    let items: [Item]
}

/// The same page in the other languages, each named in itself.
struct LanguageSwitch: Component {
    struct Choice: Sendable {
        let language: Language
        /// The name in the language itself: “Українська”.
        let name: String
        /// What is seen: “УКР”.
        let short: String
        let href: String
    }

    let label: String
    let current: Language
    let choices: [Choice]

    var html: HTML {
        guard choices.count > 1 else { return .empty }
        return "<nav class=\"languages\" aria-label=\"\(label)\">\(choices.html(anchor))</nav>"
    }

    private func anchor(_ choice: Choice) -> HTML {
        let code = choice.language.rawValue
        let current = HTML.attribute("aria-current", choice.language == current ? "true" : nil)
        return """
            <a href="\(choice.href)" lang="\(code)" hreflang="\(code)"\(current)>\(Unseen("\(choice.name), "))\(choice.short)</a>
            """
    }
}
