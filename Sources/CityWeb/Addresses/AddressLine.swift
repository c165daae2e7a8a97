import CityDomain
import CityKit

/// Says that nobody lives at these addresses.
struct SampleNotice: Component {
    let visit: Visit

    var html: HTML {
        Notice(
            kind: .information,
            title: visit.words("address.sample.title"),
            text: HTML(text: visit.words("address.sample.text"))
        ).html
    }
}

/// A field for an address: with the script it shows what the register has below it.
struct AddressLine: Component {
    let name: String
    let label: String
    var hint: String?
    var error: String?
    var value = ""
    let visit: Visit

    var html: HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: error,
            control: .line(TextLine(value: value, autocomplete: .off, suggestions: visit.addressSuggestions))
        ).html
    }

    /// The field alone with its button.
    func form(action: String, button: String) -> HTML {
        """
        <form class="stack" action="\(action)" method="get" role="search">\(self)
        \(Button(words: button, icon: .search))
        </form>
        """
    }
}

extension Visit {
    /// What the script shows below a field for an address.
    var addressSuggestions: TextLine.Suggestions {
        TextLine.Suggestions(
            address: path("addresses.json"),
            label: words("address.list"),
            none: words("address.none.title")
        )
    }
}
