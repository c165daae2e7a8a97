import CityKit

/// A page that has nothing but a message: not found, too late, broken, signed out.
struct PageMessage: Component {
    var icon = Icon.info
    let title: String
    let paragraphs: [String]
    var actions: [LinkButton] = []
    /// “Number of the fault: …”, for the call to the office.
    var reference: String?

    var html: HTML {
        let reference: HTML? = reference.map { "<p class=\"small muted\">\($0)</p>" }
        let actions: HTML? = self.actions.isEmpty ? nil : "<div class=\"row\">\(self.actions)</div>\n"
        return """
            <div class="message stack"><span class="arch">\(icon)</span>
            <h1>\(title)</h1>
            \(paragraphs.html { "<p>\($0)</p>\n" })\(actions)\(reference)</div>
            """
    }
}
