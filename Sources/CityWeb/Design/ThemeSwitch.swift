import CityKit

/// The choice of colours for those who want others than their device asks for.
struct ThemeSwitch: Component {
    struct Choice: Sendable {
        /// Nil follows the device.
        let theme: Theme?
        let words: String
    }

    /// “Colours”.
    let label: String
    let form: Form
    var name = "theme"
    let choices: [Choice]
    let current: Theme?

    var html: HTML {
        form.html("<div class=\"themes\" role=\"group\" aria-label=\"\(label)\">\(choices.html(button))</div>")
    }

    private func button(_ choice: Choice) -> HTML {
        let pressed = choice.theme == current ? "true" : "false"
        return """
            <button class="as-link" type="submit" name="\(name)" value="\(choice.theme?.rawValue ?? "device")" \
            aria-pressed="\(pressed)">\(choice.words)</button>
            """
    }
}
