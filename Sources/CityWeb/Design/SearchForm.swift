import CityKit

/// A field and a button on one line.
struct SearchForm: Component {
    let action: String
    let name: String
    let label: String
    var value = ""
    let button: String
    /// What else the search keeps, such as the filter.
    var hidden: [(name: String, value: String)] = []

    var html: HTML {
        let values = hidden.html { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        return """
            <form class="search" action="\(action)" method="get" role="search">\(values)
            <input class="input" type="search" name="\(name)" aria-label="\(label)" placeholder="\(label)"\
            \(.attribute("value", value.isEmpty ? nil : value))>
            \(Button(words: button, icon: .search, look: .quiet))
            </form>
            """
    }
}
