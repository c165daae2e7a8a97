import CityDomain
import CityKit
import Hummingbird

/// Asks for another code.
struct CodeAgainPage {
    var contact = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("pair.again"),
            lead: words("pair.again.lead"),
            back: Link(words("page.back"), to: visit.path("messages/code")),
            action: visit.path("messages/code/again"),
            fields: """
                \(Field(
                    name: "contact",
                    label: words("pair.contact"),
                    error: errors["email"] ?? errors["phone"],
                    control: .line(TextLine(value: contact, autocomplete: .off))
                ))
                \(Button(words: words("pair.again.button")))
                """,
            errors: errors,
            reach: .open
        ).response(visit)
    }
}
