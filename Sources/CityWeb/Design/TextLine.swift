import CityKit

/// One line of text.
struct TextLine: Sendable {
    /// What the browser offers: a keyboard, hidden characters.
    enum Kind: Sendable { case text, email, phone, password, number, decimal, code, search, date, colour }

    /// How much is expected; the field keeps the full width on a phone.
    enum Width: String, Sendable { case full, half, short }

    var value = ""
    var kind = Kind.text
    var width = Width.full
    /// A token of the HTML standard, section “Autofill”; WCAG 1.3.5 asks for it where the answer is about the person.
    var autocomplete: Autocomplete?
    /// The words of the switch that shows a password; it is there only with the script.
    var reveal: Reveal?
    /// What the script `addresses.js` shows below the field.
    var suggestions: Suggestions?

    struct Suggestions: Sendable {
        /// Where the script asks, with `?q=`.
        let address: String
        /// Names the list.
        let label: String
        /// What is said when there are none.
        let none: String

        fileprivate var attributes: HTML {
            " data-suggest=\"\(address)\" data-suggest-list=\"\(label)\" data-suggest-none=\"\(none)\""
        }
    }

    struct Reveal: Sendable {
        let show: String
        let hide: String
    }

    func html(_ field: Field.Binding) -> HTML {
        let style = ["input", width == .full ? nil : width.rawValue].compactMap(\.self).joined(separator: " ")
        let input: HTML = """
            <input class="\(style)"\(field.attributes)\(typing)\(.attribute("autocomplete", autocomplete?.rawValue))\
            \(suggestions?.attributes)\
            \(.attribute("value", value.isEmpty || kind == .password ? nil : value))>
            """
        guard let reveal else { return input }
        return """
            <div class="reveal">\(input)<button class="button quiet" type="button" hidden data-reveal="\(field.id)" \
            data-hide="\(reveal.hide)" aria-controls="\(field.id)">\(reveal.show)</button></div>
            """
    }

    private var typing: HTML {
        switch kind {
        case .text: " type=\"text\""
        case .email: " type=\"email\" spellcheck=\"false\" autocapitalize=\"none\""
        case .phone: " type=\"tel\""
        case .password: " type=\"password\" spellcheck=\"false\" autocapitalize=\"none\""
        // Not type=number: a wheel changes it, a letter empties it, and a postal code is no number.
        case .number, .code: " type=\"text\" inputmode=\"numeric\" spellcheck=\"false\""
        case .decimal: " type=\"text\" inputmode=\"decimal\" spellcheck=\"false\""
        case .search: " type=\"search\""
        case .date: " type=\"date\""
        case .colour: " type=\"color\""
        }
    }
}

/// Source: HTML Living Standard, 4.10.18.7 Autofill.
enum Autocomplete: String, Sendable {
    case off, name, email, username, tel, organization
    case givenName = "given-name"
    case familyName = "family-name"
    case streetAddress = "street-address"
    case addressLine1 = "address-line1"
    case addressLine2 = "address-line2"
    case postalCode = "postal-code"
    case city = "address-level2"
    case birthday = "bday"
    case newPassword = "new-password"
    case currentPassword = "current-password"
    case oneTimeCode = "one-time-code"
}
