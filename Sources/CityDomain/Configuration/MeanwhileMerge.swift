import CityKit

/// Three states of one part of the settings: as a form was opened, as it was typed, and as somebody else saved it meanwhile.
/// Only what was typed otherwise than it was opened takes the place of what was saved.
struct MeanwhileMerge<Draft> {
    let base: Draft
    let typed: Draft
    let newest: Draft

    func one<Value: Equatable>(_ answer: KeyPath<Draft, Value>) -> Value {
        typed[keyPath: answer] == base[keyPath: answer] ? newest[keyPath: answer] : typed[keyPath: answer]
    }

    func text(_ answer: KeyPath<Draft, String>) -> String {
        Self.isSame(typed[keyPath: answer], base[keyPath: answer])
            ? newest[keyPath: answer] : typed[keyPath: answer]
    }

    /// A key that is not there says the same as an empty text.
    func each<Key: Hashable>(_ answers: KeyPath<Draft, [Key: String]>) -> [Key: String] {
        let (base, typed) = (base[keyPath: answers], typed[keyPath: answers])
        return newest[keyPath: answers].merging(
            typed.filter { !Self.isSame($0.value, base[$0.key] ?? "") }
        ) { $1 }
    }

    /// Forms cut off spaces, and write a period in one way.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        let (one, other) = (one.trimmingSpaces(), other.trimmingSpaces())
        if one == other { return true }
        guard let period = try? Period(one) else { return false }
        return (try? Period(other)) == period
    }
}
