import CityKit

/// Tells on every page that the service does not work, or will not. Quieter than `AlertBar`, which warns of danger.
struct ServiceBar: Component {
    enum State: String, Sendable { case running, upcoming, closing }

    /// Names the bar for a screen reader.
    let label: String
    let headline: String
    /// From when to when.
    let text: String
    /// What does not work; nil where it is too long for a bar.
    var affected: String?
    /// Of `affected`, where it is not that of the page.
    var language: Language?
    let link: Link
    let state: State

    var html: HTML {
        let affected: HTML? = affected.map { " <span\(.attribute("lang", language?.rawValue))>\($0)</span>" }
        return """
            <section class="service-bar \(state.rawValue)" aria-label="\(label)"><div class="page">\
            \(state == .running ? Icon.warning : Icon.clock)
            <p><strong>\(headline)</strong> \(text)\(affected) \(link)</p></div></section>
            """
    }
}
