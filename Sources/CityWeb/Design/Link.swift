import CityKit

/// Words with an address behind them.
struct Link: Component, Hashable {
    let words: String
    let href: String
    /// Said by a screen reader after the words, where several links on a page have the same ones: “Change” “: place”.
    var context: String?
    /// The language of the words, where it is not that of the page.
    var language: Language?

    init(_ words: String, to href: String, context: String? = nil, language: Language? = nil) {
        self.words = words
        self.href = href
        self.context = context
        self.language = language
    }

    var html: HTML { anchor() }

    func anchor(style: String? = nil, before: HTML? = nil) -> HTML {
        let language = HTML.attribute("lang", language?.rawValue)
        return "<a\(.classes(style)) href=\"\(href)\"\(language)>\(before)\(words)\(context.map { Unseen($0) })</a>"
    }
}

/// The way to the page before, above the heading.
struct BackLink: Component {
    let link: Link

    init(_ words: String, to href: String) { link = Link(words, to: href) }

    var html: HTML { "<p class=\"back\">\(link.anchor(before: Icon.back.html))</p>" }
}
