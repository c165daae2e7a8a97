import CityTestSupport
import Foundation
import Testing

/// The list of security requirements names each of them once, and tests that are there.
@Suite struct SecurityListTests {
    /// How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5 has.
    private static let chapters = [
        1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13,
        16: 16,
        17: 7,
    ]

    private static func text() throws -> String {
        try String(contentsOf: ProjectFiles.root.appending(path: "docs/security.md"), encoding: .utf8)
    }

    @Test("Every requirement of levels 1 and 2 stands in the list once")
    func complete() throws {
        let numbers = try Self.text().matches(of: /\b(\d{1,2})\.\d{1,2}\.\d{1,2}\b/)
            .map { (whole: String($0.0), chapter: Int($0.1) ?? 0) }
            // One of level 3 is held besides.
            .filter { $0.whole != "6.3.8" }
        let repeated = Dictionary(grouping: numbers, by: \.whole).filter { $0.value.count > 1 }
        expectNone(Array(repeated.keys))
        #expect(Dictionary(grouping: numbers, by: \.chapter).mapValues(\.count) == Self.chapters)
    }

    @Test("The tests that the list names are there")
    func proofs() throws {
        let text = try Self.text()
        let suites = text.matches(of: /\b([A-Z]\w+Tests)\b/).map { String($0.1) }.filter { $0 != "ArchitectureTests" }
        let scripts = text.matches(of: /`((?:Tests|Packaging)\/[\w\/-]+)`/).map { String($0.1) }
        let known = Set(SwiftSource.everything.flatMap(\.declaredTypes))
        #expect(!suites.isEmpty && !scripts.isEmpty)
        expectNone(suites.filter { !known.contains($0) })
        expectNone(
            scripts.filter { !FileManager.default.fileExists(atPath: ProjectFiles.root.appending(path: $0).path) }
        )
    }
}
