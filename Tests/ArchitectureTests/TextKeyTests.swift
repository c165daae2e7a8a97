import CityKit
import CityTestSupport
import Testing

/// The sentences of `Texts/` and the keys of the program are the same set.
@Suite struct TextKeyTests {
    @Test("Every language has every sentence")
    func complete() throws {
        expectNone(try ProjectFiles.texts().faults.map { "\($0)" })
    }

    @Test("Every key that the program says is in Texts/")
    func known() throws {
        let keys = try ProjectFiles.texts().keys
        let unknown = SwiftSource.program.flatMap { source in
            source.spokenKeys.filter { pattern in !keys.contains { pattern.covers($0) } }
                .map { "\(source.path): \($0)" }
        }
        expectNone(unknown)
    }

    @Test("Every sentence in Texts/ is said somewhere")
    func used() throws {
        let patterns = Set(SwiftSource.program.flatMap(\.literals)).map(KeyPattern.init).filter(\.isKey)
        let exact = Set(patterns.map(\.literal))
        let open = patterns.filter(\.isOpen)
        let unused = try ProjectFiles.texts().keys.filter { key in
            !exact.contains(key) && !open.contains { $0.covers(key) }
        }
        expectNone(unused.sorted())
    }
}

/// A literal that is a key, or a key with gaps: `report.status.\(…)`.
struct KeyPattern: CustomStringConvertible {
    let literal: String
    private let parts: [Substring]

    init(_ literal: String) {
        self.literal = literal
        parts = literal.split(separator: "\\(…)", omittingEmptySubsequences: false)
    }

    var description: String { literal }
    var isOpen: Bool { parts.count > 1 }

    /// Whether the words outside the gaps could stand in a key; a literal of gaps alone says nothing.
    var isKey: Bool {
        let fixed = parts.joined()
        return fixed.contains(".") && fixed.wholeMatch(of: /[A-Za-z0-9_.]+/) != nil
    }

    /// Whether `key` is this literal, with some word in each gap.
    func covers(_ key: String) -> Bool {
        guard let first = parts.first, let last = parts.last, isOpen else { return key == literal }
        guard key.hasPrefix(first), key.hasSuffix(last), key.count > first.count + last.count else { return false }
        var rest = key.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}

extension SwiftSource {
    /// The literals that stand where a sentence is asked for: `Text("…")`, `words("…")`.
    var spokenKeys: [KeyPattern] {
        text.matches(of: /\b(?:Text|words)\(\s*"((?:[^"\\]|\\.)*)"/)
            .map { KeyPattern(String($0.1).replacing(/\\\([^()]*(?:\([^()]*\)[^()]*)*\)/, with: "\\(…)")) }
            .filter(\.isKey)
    }
}
