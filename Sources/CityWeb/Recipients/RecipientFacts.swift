import CityDomain
import CityKit

/// What is known of a person besides the addresses.
struct RecipientFacts {
    let profile: RecipientProfile
    let visit: Visit

    var rows: [CheckList.Row] {
        let words = visit.words
        let missing = words("form.notGiven")
        let address = profile.address.map { $0.flat.isEmpty ? $0.line : "\($0.line) / \($0.flat)" }
        let facts: [(String, String)] = [
            ("recipient.name", profile.name),
            ("recipient.birthDate", profile.birthDate.map { $0.words(in: visit.language, style: .full) } ?? missing),
            ("recipient.sex", profile.sex.map { words($0.text) } ?? missing),
            ("recipient.address", address ?? missing),
        ]
        return facts.map { CheckList.Row(question: words($0), answer: HTML(text: $1)) }
    }
}
