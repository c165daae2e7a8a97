import CityDomain
import CityKit
import Hummingbird

/// Asks what a resident demands and why.
struct RightPage {
    let form: RightForm
    var ground = ""
    var typed = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("rights.ask.\(form.rawValue)")
        return PublicPage(title: title, section: .account, robots: .hidden, errors: errors).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account/privacy")))
            \(errors.summary)
            <h1>\(title)</h1>
            <p>\(words("rights.lead.\(form.rawValue)"))</p>
            \(Form(action: visit.path("account/rights/\(form.rawValue)")).html("\(grounds(words))\(text(words))\(button(words))"))
            </div>
            """
        )
    }

    private func grounds(_ words: Words) -> HTML? {
        guard !form.grounds.isEmpty else { return nil }
        return Choices(
            name: "ground",
            legend: words("rights.ground"),
            error: errors["ground"],
            choices: form.grounds.map { ground in
                Choices.Choice(value: ground, words: words("rights.ground.\(form.rawValue).\(ground)"))
            },
            selected: [ground]
        ).html
    }

    private func text(_ words: Words) -> Field {
        Field(
            name: "words",
            label: words("rights.words.\(form.rawValue)"),
            error: errors["words"],
            control: .area(TextArea(value: typed))
        )
    }

    private func button(_ words: Words) -> Button { Button(words: words("rights.send")) }
}
