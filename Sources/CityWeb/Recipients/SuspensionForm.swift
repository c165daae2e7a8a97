import CityDomain
import CityKit

/// Sets a pause, or ends it.
struct SuspensionForm {
    let suspension: RecipientSuspension?
    let pause: String
    let resume: String
    let errors: ErrorFields

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        if let suspension, !suspension.isOver(on: visit.today) {
            return """
                <p>\(suspension.words(words))</p>
                \(Form(action: resume).html(Button(words: words("recipient.resume"), size: .small).html))
                """
        }
        let fields = ["from", "until"].html { name in
            Field(
                name: name,
                label: words("recipient.suspend.\(name)"),
                error: errors[name],
                optional: words("form.optional"),
                control: .line(TextLine(kind: .date, width: .half, autocomplete: .off))
            ).html
        }
        return """
            <p class="small">\(words("recipient.suspend.text"))</p>
            \(Form(action: pause).html("\(fields)\(Button(words: words("recipient.suspend"), look: .quiet))"))
            """
    }
}
