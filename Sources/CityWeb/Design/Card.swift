import CityKit

/// A box with a heading of the second level.
struct Card: Component {
    enum Look: String, Sendable {
        case plain
        /// Tinted in the town's colour, for what helps beside the main thing.
        case soft
        /// Framed in the town's colour: the one place to act on the page.
        case framed
        /// Framed in brick, for what cannot be undone.
        case danger
    }

    enum Element: String, Sendable {
        /// A part of the page that assistive technology lists by its heading.
        case section
        /// One of many of its kind, whose headings may be alike.
        case article
    }

    /// Of the heading.
    let id: String
    let title: String
    var icon: Icon?
    /// A few words at the end of the heading's line.
    var note: String?
    var look = Look.plain
    var element = Element.section
    let content: HTML

    var html: HTML {
        let style = look == .plain ? "card" : "card \(look.rawValue)"
        let note: HTML? = note.map { " <small>\($0)</small>" }
        let element = HTML(trusted: element.rawValue)
        return """
            <\(element) class="\(style)" aria-labelledby="\(id)">
            <div class="card-head"><h2 id="\(id)">\(icon)\(title)</h2>\(note)</div>
            \(content)
            </\(element)>
            """
    }
}

/// A part of a page under a heading of the second level, with one way on beside it.
struct PageSection: Component {
    let id: String
    let title: String
    var more: Link?
    let content: HTML

    var html: HTML {
        """
        <section class="section" aria-labelledby="\(id)">
        <div class="section-head"><h2 id="\(id)">\(title)</h2>\(more)</div>
        \(content)
        </section>
        """
    }
}
