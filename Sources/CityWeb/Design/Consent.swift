import CityKit

/// One box to tick, with the documents it speaks of.
struct Consent: Component {
    enum State: Sendable { case given, open }

    let name: String
    let words: String
    var documents: [Link] = []
    var error: String?
    var value = "yes"
    var state = State.open

    var html: HTML {
        let checked = HTML.attribute("checked", state == .given ? "" : nil)
        let described = HTML.attribute("aria-describedby", error == nil ? nil : "\(name)-error")
        let invalid = HTML.attribute("aria-invalid", error == nil ? nil : "true")
        return """
            <div class="field">
            \(FieldError(error, of: name))<div class="choice"><input type="checkbox" id="\(name)" name="\(name)" \
            value="\(value)"\(checked)\(described)\(invalid)><span><label for="\(name)">\(words)</label>\(links)</span></div>
            </div>
            """
    }

    private var links: HTML {
        guard !documents.isEmpty else { return .empty }
        return " <small>\(HTML(trusted: documents.map(\.html.markup).joined(separator: " · ")))</small>"
    }
}
