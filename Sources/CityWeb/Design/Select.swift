import CityKit

/// One of a list that is too long for cards.
struct Select: Sendable {
    struct Option: Sendable {
        let value: String
        let words: String
    }

    let options: [Option]
    var selected: String?
    var autocomplete: Autocomplete?

    func html(_ field: Field.Binding) -> HTML {
        let options = options.html { option in
            let selected = HTML.attribute("selected", option.value == selected ? "" : nil)
            return "<option value=\"\(option.value)\"\(selected)>\(option.words)</option>\n"
        }
        let autocomplete = HTML.attribute("autocomplete", autocomplete?.rawValue)
        return "<select class=\"input\"\(field.attributes)\(autocomplete)>\n\(options)</select>"
    }
}
