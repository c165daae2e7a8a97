import CityTestSupport
import Foundation
import Testing

/// What STYLE.md asks of every file, where a machine can see it.
@Suite struct StyleTests {
    @Test("No file is longer than 400 lines")
    func fileLength() {
        let long = SwiftSource.everything.filter { $0.text.utf8.count { $0 == UInt8(ascii: "\n") } > 400 }
        expectNone(long.map(\.path))
    }

    @Test("No function is longer than 40 lines")
    func functionLength() {
        let long = SwiftSource.everything.flatMap(SwiftFunction.all).filter { $0.lines > 40 }
        expectNone(long.map { "\($0.place): \($0.lines) lines" })
    }

    /// Each holds a handle of a C library whose own rules make it safe; the type says which.
    static let unchecked: Set<String> = [
        "Sources/CitySQLite/SQLiteSession.swift", "Sources/CityVault/Keys/KeyBytes.swift",
        "Sources/CityVault/Keys/SodiumMAC.swift",
    ]

    @Test("Only wrappers of C handles tell the compiler that they are Sendable")
    func uncheckedSendable() {
        let found = SwiftSource.program.filter { $0.code.contains(/@unchecked\s+Sendable|nonisolated\(unsafe\)/) }
        #expect(Set(found.map(\.path)) == Self.unchecked)
    }

    @Test("No file has a name that says nothing")
    func emptyNames() {
        let empty = /(?:Utils?|Utilities|Helpers?|Manager|Service|Common|Misc)(?:[+.].*)?\.swift$/
        expectNone(SwiftSource.everything.map(\.path).filter { $0.contains(empty) })
    }

    @Test("A file that declares types is named after one of them, or after the type it extends")
    func fileNames() {
        let strangers = SwiftSource.program.filter { source in
            let name = source.name.prefix { $0 != "." && $0 != "+" }
            return !source.topLevelTypes.isEmpty
                && !(source.topLevelTypes + source.extendedTypes).contains(String(name))
        }
        expectNone(strangers.map(\.path))
    }

    @Test("The program does not know its tests")
    func noTestSupport() {
        let tests: Set = ["Testing", "XCTest", "CityTestSupport", "HummingbirdTesting"]
        expectNone(SwiftSource.program.filter { !tests.isDisjoint(with: $0.imports) }.map(\.path))
    }
}
