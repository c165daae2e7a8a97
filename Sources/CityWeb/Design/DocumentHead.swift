import CityKit

/// The colours a reader chose; without a choice the system of the device decides.
enum Theme: String, CaseIterable, Sendable {
    case light, dark, contrast
}

/// What the browser and search engines learn about a page before its body. The document carries no style and no script
/// of its own, as the content security policy demands.
struct DocumentHead: Sendable {
    enum Robots: String, Sendable {
        case index
        /// Pages of one person, of a search or of a form.
        case hidden = "noindex, nofollow"
    }

    /// Ends with the name of the town; begins with the word for error where there is one.
    let title: String
    let language: Language
    var description: String?
    var robots = Robots.index
    /// The full address of the page, without parameters that change nothing.
    var canonical: String?
    /// The same page in other languages, with full addresses.
    var alternates: [(language: Language, href: String)] = []
    /// The address of an Atom feed with what the page lists.
    var feed: String?
    /// The town's `Brand.styleSheet`, at its own address; nil leaves the colours of the program.
    var brandSheet: String?
    var manifest: String?
    /// The declaration of accessibility, as the Polish conditions of 2024 name it.
    var accessibilityStatement: String?
    var theme: Theme?

    /// The whole document around `body`, which brings everything inside `<body>`.
    func document(style: String, body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)"\(.attribute("data-theme", theme?.rawValue))>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <title>\(title)</title>
        \(meta)\(links)<script type="module" src="\(Asset.address("ratusz.js"))"></script>
        </head>
        <body class="\(style)">
        \(body)
        </body>
        </html>

        """
    }

    private var meta: HTML {
        let named: [(StaticString, String?)] = [
            ("description", description),
            ("robots", robots == .index ? nil : robots.rawValue),
            ("deklaracja-dostępności", accessibilityStatement),
        ]
        let lines = named.html { name, content in
            content.map { "<meta name=\"\(HTML(trusted: "\(name)"))\" content=\"\($0)\">\n" } ?? .empty
        }
        return """
            \(lines)<meta name="color-scheme" content="light dark">
            <meta name="theme-color" content="#FFFFFF" media="(prefers-color-scheme: light)">
            <meta name="theme-color" content="#18201D" media="(prefers-color-scheme: dark)">

            """
    }

    private var links: HTML {
        let alternates = alternates.html {
            "<link rel=\"alternate\" hreflang=\"\($0.language.rawValue)\" href=\"\($0.href)\">\n"
        }
        let font = "fonts/manrope-medium-\(language == .ukrainian ? "cyrillic" : "latin").woff2"
        let feed: HTML? = feed.map {
            "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\($0)\">\n"
        }
        return """
            \(feed)\(optional("canonical", canonical))\(alternates)\(optional("manifest", manifest))\
            <link rel="icon" type="image/svg+xml" href="\(Asset.address("favicon.svg"))">
            <link rel="preload" as="font" type="font/woff2" crossorigin href="\(Asset.address(font))">
            <link rel="stylesheet" href="\(Asset.address("ratusz.css"))">
            \(optional("stylesheet", brandSheet))
            """
    }

    private func optional(_ relation: StaticString, _ href: String?) -> HTML {
        href.map { "<link rel=\"\(HTML(trusted: "\(relation)"))\" href=\"\($0)\">\n" } ?? .empty
    }
}
