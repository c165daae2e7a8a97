public import CityKit

/// A test or a scenario and the points of regulations it proves, each with its town: `town/III.20`.
public struct ClauseCitation: Sendable, Hashable {
    /// The sentence that names the test.
    public let test: String
    public let clauses: [Clause]

    public init(test: String, clauses: [Clause]) {
        self.test = test
        self.clauses = clauses
    }

    /// The story of a town as a citation; its name says where it is.
    public init(_ scenario: Scenario, in file: String, of town: ID<Municipality>) {
        test = "\(scenario.name) (\(town)/\(file))"
        clauses = scenario.clauses.map { $0.of(town) }
    }

    /// The tests in a Swift source whose `@Test` or `@Suite` has `.clause("…")` among its traits. A test without a name in
    /// words is named by its function or type.
    public static func citations(in source: String) -> [ClauseCitation] {
        ["@Test(", "@Suite("].flatMap { mark in
            source.ranges(of: mark).compactMap { ClauseCitation(attribute: source[$0.upperBound...]) }
        }
    }

    /// - Parameter text: begins after the opening parenthesis of the attribute.
    private init?(attribute text: Substring) {
        var scanner = AttributeScanner(text)
        scanner.scan()
        guard !scanner.clauses.isEmpty else { return nil }
        test = scanner.name ?? Self.declaration(after: scanner.rest)
        clauses = scanner.clauses.map { Clause($0) }
    }

    private static func declaration(after text: Substring) -> String {
        let words = text.split(maxSplits: 40, whereSeparator: \.isWhitespace)
        guard let index = words.firstIndex(where: { $0 == "func" || $0 == "struct" }), words.indices.contains(index + 1)
        else { return "a test" }
        return String(words[index + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
}

/// Reads the arguments of one attribute up to its closing parenthesis: the first text, and the texts in `.clause(…)`.
private struct AttributeScanner {
    private(set) var name: String?
    private(set) var clauses: [String] = []
    private(set) var rest: Substring
    private var depth = 1
    /// The depth of parentheses inside `.clause(`; nil outside.
    private var clauseDepth: Int?
    private var isFirstArgument = true

    init(_ text: Substring) { rest = text }

    mutating func scan() {
        while depth > 0, let character = rest.first {
            if rest.hasPrefix(".clause(") {
                depth += 1
                clauseDepth = depth
                rest = rest.dropFirst(".clause(".count)
                isFirstArgument = false
                continue
            }
            rest = rest.dropFirst()
            switch character {
            case "\"": note(literal())
            case "(", "[": depth += 1
            case ")", "]": close()
            case ",": isFirstArgument = isFirstArgument && depth > 1
            default: break
            }
        }
    }

    private mutating func close() {
        if clauseDepth == depth { clauseDepth = nil }
        depth -= 1
    }

    private mutating func note(_ text: String) {
        if clauseDepth != nil {
            clauses.append(text)
        } else if depth == 1, isFirstArgument {
            name = text
            isFirstArgument = false
        }
    }

    private mutating func literal() -> String {
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(character) }
        }
        return text
    }
}
