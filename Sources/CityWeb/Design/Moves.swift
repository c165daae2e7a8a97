import CityKit

/// What an officer may do with a case now: the moves that the rules allow, each saying what it demands, the reason, and
/// one button that names the consequence.
struct Moves: Component {
    struct Move: Sendable {
        let value: String
        let name: String
        /// “a reason is needed”.
        let demand: String
    }

    let title: String
    let form: Form
    /// Names the group for a screen reader.
    let legend: String
    var name = "move"
    let moves: [Move]
    var selected: String?
    var error: String?
    /// Lets words be put into the reason that are said often.
    var templates: HTML?
    let reason: Field
    /// Fields that only some moves need, such as the unit to hand on to.
    var more: [Field] = []
    /// What whoever decides should see before the button.
    var hints = HTML.empty
    let button: String

    var html: HTML {
        let choices = Choices(
            name: name,
            legend: legend,
            legendStyle: .unseen,
            error: error,
            choices: moves.map { Choices.Choice(value: $0.value, words: $0.name, hint: $0.demand) },
            selected: selected.map { [$0] } ?? []
        )
        return Card(
            id: "moves",
            title: title,
            look: .framed,
            content: form.html(
                "\(choices)\n\(templates)\(reason)\n\(more)\(hints)\(Button(words: button, size: .wide))"
            )
        ).html
    }
}
