import CityTestSupport
import Foundation
import Testing

/// A Swift file of the project.
struct SwiftSource: Sendable {
    /// From the root: `Sources/CityKit/ID.swift`.
    let path: String
    let text: String
    /// The text without comments and without the words of literals; every line stays where it is.
    let code: String
    let literals: [String]
    /// The words behind a point: `name` of `.name` and of `Failure.name`.
    let members: Set<Substring>

    init(path: String, text: String) {
        let lexer = SwiftLexer(text)
        self.path = path
        self.text = text
        let code = String(decoding: lexer.code, as: UTF8.self)
        self.code = code
        members = Set(
            code.split(separator: ".").dropFirst().map { $0.prefix { $0.isLetter || $0.isNumber || $0 == "_" } }
        )
        literals = lexer.literals
    }

    /// Every file below `Sources`, read once.
    static let program: [SwiftSource] = read("Sources")

    /// Every file below `Sources` and `Tests`, read once.
    static let everything: [SwiftSource] = program + read("Tests")

    private static func read(_ folder: String) -> [SwiftSource] {
        let files = (try? ProjectFiles.swiftFiles(in: folder)) ?? []
        return files.map { SwiftSource(path: $0.path, text: $0.text) }
    }

    /// The files of one target; empty when there is no such target.
    static func of(_ target: String) -> [SwiftSource] {
        program.filter { $0.path.hasPrefix("Sources/\(target)/") }
    }

    /// `ID.swift`.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The folder below the target: `Reports`; nil for files directly in the target.
    var feature: String? {
        let parts = path.split(separator: "/")
        return parts.count > 3 ? String(parts[2]) : nil
    }

    /// The modules it imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count else { return nil }
            return words.last.map { String($0.prefix { $0 != "." }) }
        }
    }
}

extension SwiftSource {
    /// The types it declares, nested ones included.
    var declaredTypes: [String] { names(/\b(?:struct|class|enum|protocol|actor|typealias)\s+([A-Z]\w*)/) }

    /// The types it declares for others to name without a prefix.
    var topLevelTypes: [String] {
        names(/(?m)^(?:\w+\s+)*?(?:struct|class|enum|protocol|actor|typealias)\s+([A-Z]\w*)/)
    }

    var extendedTypes: [String] { names(/(?m)^extension\s+(\w+)/) }

    private func names(_ pattern: Regex<(Substring, Substring)>) -> [String] {
        code.replacing(/(?m)^.*\bimport\b.*$/, with: "").matches(of: pattern).map { String($0.1) }
    }
}

/// Fails with a line for each thing that was found.
func expectNone(_ found: some Sequence<String>, sourceLocation: SourceLocation = #_sourceLocation) {
    let lines = Set(found).sorted()
    #expect(lines.isEmpty, "\(lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
}
