/// A sentence to be said to a person, not yet in a language: a key of `Texts/*.json` and what fills its gaps.
public struct Text: Hashable, Sendable {
    public enum Argument: Hashable, Sendable {
        case words(String)
        case number(Int)
        case date(CivilDate)
        case text(Text)
    }

    public let key: String
    public let arguments: [String: Argument]

    public init(_ key: String, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.arguments = arguments
    }
}
