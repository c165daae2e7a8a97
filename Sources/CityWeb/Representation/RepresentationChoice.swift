import CityDomain
import CityKit

/// In whose name a report is made: the question of the form, and the answer that was given.
struct RepresentationChoice {
    /// Those for whom the account can act now.
    let choices: [ActForAnother.Choice]
    /// The authority that was chosen, which may have ended meanwhile; nil in the own name.
    let chosen: String?

    static let none = Self(choices: [], chosen: nil)

    var isAsked: Bool { !choices.isEmpty || chosen != nil }

    /// Nothing for an account that acts for nobody.
    func question(_ visit: Visit, error: String?) -> HTML? {
        guard isAsked else { return nil }
        let words = visit.words
        let own = Choices.Choice(value: "", words: words("representation.for.own"))
        let others = choices.map { choice in
            Choices.Choice(
                value: choice.id.rawValue,
                words: choice.acting.represented.words,
                hint: words(choice.acting.kind.text)
            )
        }
        let known = Set(choices.map(\.id.rawValue))
        return Choices(
            name: "representation",
            legend: words("representation.for"),
            hint: words("representation.for.hint"),
            error: error,
            choices: [own] + others,
            selected: [chosen.flatMap { known.contains($0) ? $0 : nil } ?? ""]
        ).html
    }

    /// In words; that it ended, where it did.
    func answer(_ visit: Visit) -> String {
        guard let chosen else { return visit.words("representation.for.own") }
        return choices.first { $0.id.rawValue == chosen }?.acting.represented.words
            ?? visit.words("representation.standing.expired")
    }
}

extension ActingFor {
    /// “For Firma (12345678), power of attorney. Acting: Ida Przykładowa.”
    func sentence(_ words: Words) -> String {
        words(
            "representation.sentence",
            ["represented": .words(represented.words), "kind": .text(kind.text), "actor": .words(actor)]
        )
    }
}
