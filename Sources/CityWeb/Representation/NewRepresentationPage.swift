import CityDomain
import CityKit
import Hummingbird

/// Asks what the office must know to let an account act for another person.
struct NewRepresentationPage {
    let form: RepresentationForm
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("representation.new")
        return PublicPage(title: title, section: .account, robots: .hidden, errors: errors).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account/representations")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("representation.new.lead"))</p>
            \(Form(action: visit.path("account/representations/new")).html("""
                \(kinds(words))
                \(line("name", form.name, words))
                \(line("registerNumber", form.registerNumber, words, kind: .number, .optional))
                \(line("documentNumber", form.documentNumber, words))
                \(line("documentDate", form.documentDate, words, kind: .date))
                \(line("validFrom", form.validFrom, words, kind: .date))
                \(line("validTo", form.validTo, words, kind: .date, .optional))
                \(Button(words: words("representation.send"), icon: .send))
                """))
            </div>
            """
        )
    }

    private enum Need { case needed, optional }

    private func kinds(_ words: Words) -> Choices {
        Choices(
            name: "kind",
            legend: words("representation.kind"),
            error: errors["kind"],
            choices: Representation.Kind.allCases.map { kind in
                Choices.Choice(
                    value: kind.rawValue,
                    words: words(kind.text),
                    hint: words("representation.kind.\(kind.rawValue).hint")
                )
            },
            selected: [form.kind]
        )
    }

    private func line(
        _ name: String,
        _ value: String,
        _ words: Words,
        kind: TextLine.Kind = .text,
        _ need: Need = .needed
    ) -> Field {
        Field(
            name: name,
            label: words("representation.field.\(name)"),
            hint: words("representation.field.\(name).hint"),
            error: errors[name],
            optional: need == .optional ? words("form.optional") : nil,
            control: .line(TextLine(value: value, kind: kind, width: kind == .text ? .full : .half, autocomplete: .off))
        )
    }
}
