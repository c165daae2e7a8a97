import CityKit

/// The gravest warning that is in force, above everything else. There is one bar, never two.
struct AlertBar: Component {
    /// Names the bar for a screen reader: “Alarm”.
    let label: String
    let icon: Icon
    /// What happens and where.
    let headline: String
    /// From when to when, and what to do.
    let text: String
    /// The notice itself, the same in another language, “+2”.
    let links: [Link]

    var html: HTML {
        let links = HTML(trusted: links.map(\.html.markup).joined(separator: " · "))
        return """
            <section class="alert" aria-label="\(label)"><div class="page">\(icon)
            <p><strong>\(headline)</strong> \(text) \(links)</p></div></section>
            """
    }
}

/// Says on every page of a demonstration that nothing here is real.
struct DemoBanner: Component {
    enum Look: Sendable {
        case demo
        /// Louder: whoever works here for hours must not take it for the real one.
        case training
    }

    let label: String
    let words: String
    var look = Look.demo

    var html: HTML {
        """
        <section class="\(look == .training ? "demo training" : "demo")" aria-label="\(label)"><p class="page">\(Icon.info)<span>\(words)</span></p></section>
        """
    }
}
