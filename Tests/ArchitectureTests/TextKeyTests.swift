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

    /// Two features that call a page by the same key would change each other's words.
    @Test("The title of a page belongs to one feature")
    func titles() {
        let titles = SwiftSource.of("CityWeb").flatMap { source in
            source.text.matches(of: /\btitle: (?:visit\.)?words\("([^"\\]+)"\)/).map {
                (String($0.1), source.feature ?? source.name)
            }
        }
        let features = Dictionary(grouping: titles, by: \.0).mapValues { Set($0.map(\.1)) }
        expectNone(features.filter { $0.value.count > 1 }.map { "\($0.key): \($0.value.sorted())" }.sorted())
    }

    @Test("Every sentence in Texts/ is said somewhere")
    func used() throws {
        let patterns = Set(SwiftSource.program.flatMap(\.literals)).map(KeyPattern.init).filter(\.isKey)
        let exact = Set(patterns.map(\.literal))
        let open = patterns.filter(\.isOpen)
        let unused = try ProjectFiles.texts().keys.filter { key in
            !exact.contains(key) && !open.contains { $0.gaps(in: key)?.allSatisfy(SwiftSource.says) == true }
        }
        expectNone(unused.sorted())
    }

    @Test(
        "A literal with gaps stands for the keys that fill them",
        arguments: [
            ("a.\\(…)", "a.b", ["b"]), ("a.\\(…)", "a.b.c", ["b.c"]), ("a.\\(…).c", "a.b.c", ["b"]),
            ("a.\\(…)", "b.a", nil),
            ("a.\\(…)", "a.", nil), ("a.\\(…)x\\(…)", "a.1x2", ["1", "2"]), ("a.b", "a.b", []),
        ] as [(String, String, [String]?)]
    )
    func gaps(literal: String, key: String, gaps: [String]?) {
        #expect(KeyPattern(literal).gaps(in: key) == gaps)
    }
}

/// A literal that is a key, or a key with gaps: `report.status.\(…)`.
struct KeyPattern: CustomStringConvertible {
    let literal: String
    private let parts: [Substring]

    init(_ literal: String) {
        self.literal = literal
        parts = literal.replacing("\\(…)\\(…)", with: "\\(…)")
            .split(separator: "\\(…)", omittingEmptySubsequences: false)
    }

    var description: String { literal }
    var isOpen: Bool { parts.count > 1 }

    /// Whether the words outside the gaps could stand in a key; a literal of gaps alone says nothing.
    var isKey: Bool {
        let fixed = parts.joined()
        return fixed.contains(".") && fixed.wholeMatch(of: /[A-Za-z0-9_.]*[A-Za-z][A-Za-z0-9_.]*/) != nil
    }

    /// Whether `key` is this literal, with some word in each gap.
    func covers(_ key: String) -> Bool { gaps(in: key) != nil }

    /// What stands in the gaps when the literal is `key`; nil when it is not.
    func gaps(in key: String) -> [String]? {
        guard let first = parts.first, let last = parts.last, isOpen else { return key == literal ? [] : nil }
        guard key.hasPrefix(first), key.hasSuffix(last), key.count > first.count + last.count else { return nil }
        var found: [String] = []
        var rest = key.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: part) else { return nil }
            found.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return found + [String(rest)]
    }
}

extension SwiftSource {
    /// The names of the code, such as those of an enum's cases, and its literals.
    private static let words: Set<String> = Set(
        program.flatMap { source in
            source.literals + source.code.matches(of: /\b[a-z]\w*/).map { String($0.output) }
        }
    )

    /// Whether the program has a word for the gap of a key; two gaps in a row are one, their words joined by `_`.
    static func says(_ gap: String) -> Bool {
        words.contains(gap)
            || gap.indices.contains {
                gap[$0] == "_" && words.contains(String(gap[..<$0])) && words.contains(String(gap[$0...]))
            }
    }

    /// The literals that stand where a sentence is asked for: `Text("…")`, `words("…")`.
    var spokenKeys: [KeyPattern] {
        text.matches(of: /\b(?:Text|words)\(\s*"((?:[^"\\]|\\.)*)"/)
            .map { KeyPattern(String($0.1).replacing(/\\\([^()]*(?:\([^()]*\)[^()]*)*\)/, with: "\\(…)")) }
            .filter(\.isKey)
    }
}
