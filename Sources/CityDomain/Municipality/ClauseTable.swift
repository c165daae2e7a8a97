import CityKit

/// `docs/clauses.md`: a table for each town that says how every point of its regulation is met and which tests cite it.
public struct ClauseTable: Sendable {
    private let reports: [ClauseReport]

    public init(_ reports: [ClauseReport]) { self.reports = reports }

    public var markdown: String {
        """
        # Clauses

        How every point of the towns' regulations is met. Written by `ratusz check --write-docs`; edit
        `Municipalities/<town>/clauses.json5` instead.

        """ + reports.map(section).joined()
            + "\n## Built-in behaviour\n\n"
            + BuiltInBehaviour.allCases.map { "- `\($0.rawValue)`: \($0.meaning)\n" }.joined()
    }

    private func section(_ report: ClauseReport) -> String {
        let done = report.rows.count - report.count(.legalText) - report.count(.planned)
        return """

            ## \(report.town)

            \(report.rows.count) clauses: \(done) done, \(report.count(.legalText)) legal text, \
            \(report.count(.planned)) planned.

            | Clause | How it is met | Tests |
            |---|---|---|
            \(report.rows.map(line).joined(separator: "\n"))

            """
    }

    private func line(_ row: ClauseReport.Row) -> String {
        let tests = row.tests.map(Self.cell).joined(separator: "<br>")
        return "| \(Self.cell(row.clause.description)) | \(Self.cell(row.treatment.words)) | \(tests) |"
    }

    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}

extension ClauseMap.Treatment {
    fileprivate var words: String {
        switch self {
        case .rule(let name): "rule `\(name)`"
        case .builtIn(let behaviour): "built in: `\(behaviour.rawValue)`"
        case .legalText(let reason): "legal text: \(reason)"
        case .planned(let missing): "planned: \(missing)"
        }
    }
}
