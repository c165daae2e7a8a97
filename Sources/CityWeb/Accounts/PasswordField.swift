import CityKit

/// A password with the switch that shows it.
struct PasswordField {
    let name: String
    let label: String
    var hint: String?
    let error: String?
    let autocomplete: Autocomplete

    func html(_ words: Words) -> HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: error,
            control: .line(
                TextLine(
                    kind: .password,
                    autocomplete: autocomplete,
                    reveal: TextLine.Reveal(show: words("signIn.show"), hide: words("signIn.hide"))
                )
            )
        ).html
    }
}
