import Testing

/// A failure that nobody throws has words that nobody reads, and a reader of its enum believes in a rule that is not
/// there.
@Suite struct FailureCaseTests {
    @Test("Every case of a failure is thrown or handed on somewhere")
    func used() {
        let idle = FailureEnum.all(in: SwiftSource.program).flatMap { declared in
            declared.cases.filter { !declared.isMade($0, in: SwiftSource.program) }.map { "\(declared.name).\($0)" }
        }
        expectNone(idle)
    }

    @Test("The failures of the program are found with their cases")
    func found() {
        let all = FailureEnum.all(in: SwiftSource.program)
        #expect(all.count >= 8)
        expectNone(all.filter(\.cases.isEmpty).map(\.name))
    }

    static let sample = SwiftSource(
        path: "Sources/CityDomain/Reports/Sample.swift",
        text: """
            enum SampleFailure: Failure {
                case thrown, other
                case typed(field: String)
                case caught
                case compared, set
                var kind: FailureKind { self == SampleFailure.other ? .conflict : .invalid(field: "case caught") }
            }
            func a() throws(SampleFailure) { throw .typed(field: "x") }
            func b() throws {
                do { throw SampleFailure.thrown } catch SampleFailure.caught {} // SampleFailure.other
                if failure == SampleFailure.compared { return }
                switch failure { case SampleFailure.other: break }
            }
            extension SampleFailure { init() { self = .set } }
            """
    )

    @Test(
        "To be caught, compared or matched is not to be made",
        arguments: [
            ("thrown", true), ("typed", true), ("set", true), ("other", false), ("caught", false), ("compared", false),
        ]
    )
    func making(name: String, isMade: Bool) throws {
        let declared = try #require(FailureEnum.all(in: [Self.sample]).first)
        #expect(declared.cases == ["thrown", "other", "typed", "caught", "compared", "set"])
        #expect(declared.isMade(name, in: [Self.sample]) == isMade)
    }
}

/// An enum that conforms to `Failure`.
struct FailureEnum {
    let name: String
    let cases: [String]
    /// The code between its braces.
    private let body: Substring

    static func all(in sources: [SwiftSource]) -> [FailureEnum] {
        let conforming = Set(
            sources.flatMap { source in
                source.code.matches(of: /\b(?:enum|extension)\s+(\w+)\s*:[^{]*\bFailure\b[^{]*\{/).map(\.1)
            }
        )
        return sources.flatMap { source in
            source.code.matches(of: /\benum\s+(\w+)\b[^{]*\{/).filter { conforming.contains($0.1) }.map { match in
                FailureEnum(name: String(match.1), body: body(after: match.range.upperBound, in: source.code))
            }
        }
    }

    private init(name: String, body: Substring) {
        self.name = name
        self.body = body
        cases = body.matches(of: /(?m)^ *case ([a-z`][^\n]*)$/).flatMap { match in
            match.1.replacing(/\([^()]*\)/, with: "").split(separator: ",").map { $0.filter { $0 != " " } }
        }
    }

    private static func body(after start: String.Index, in code: String) -> Substring {
        var depth = 1
        let end = code[start...].firstIndex { character in
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            return depth == 0
        }
        return code[start..<(end ?? code.endIndex)]
    }

    /// Whether the code makes a value of the case, outside of the declaration.
    func isMade(_ name: String, in sources: [SwiftSource]) -> Bool {
        // Most files do not name the case at all; taking the declaration out of each would be slow.
        sources.filter { $0.members.contains(name[...]) }.contains { source in
            let code = source.code.replacing(body, with: "")
            let qualified = "\(self.name).\(name)"
            let isNamed = code.split(separator: "\n").contains { line in
                line.ranges(of: qualified).contains { range in
                    let before = line[..<range.lowerBound]
                    let isWhole = line[range.upperBound...].first.map { !$0.isLetter && !$0.isNumber } ?? true
                    return isWhole && !before.contains(/(?:==|!=|\bcase|\bcatch)\s*$/)
                }
            }
            return isNamed || isMadeAlone(name, code)
        }
    }

    /// `throw .name` where a function throws this type, `self = .name` where the type is extended.
    private func isMadeAlone(_ name: String, _ code: String) -> Bool {
        let thrown = code.contains("throws(\(self.name))") ? code.matches(of: /\bthrow\s+\.(\w+)/).map(\.1) : []
        let set = code.contains("extension \(self.name) ") ? code.matches(of: /\bself = \.(\w+)/).map(\.1) : []
        return (thrown + set).contains { $0 == name }
    }
}
