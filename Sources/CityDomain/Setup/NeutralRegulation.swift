import CityKit

/// The rules of use that a new town begins with, until it has a regulation of its own: the points that the program keeps in
/// every town, and one for each kind of rule that has to name its point. The town's rules cite these and no others.
struct NeutralRegulation {
    /// A rule that cannot do without a point of the regulation.
    enum Need: String, CaseIterable { case minimumAge, deadlines, question, reopening, ideas, audience, reports }

    private enum Treatment {
        case legalText, builtIn(BuiltInBehaviour)
        /// Whatever rule cites the point.
        case cited
    }

    private struct Point {
        let clause: String
        let need: Need?
        let treatment: Treatment

        init(_ clause: String, _ need: Need?, _ treatment: Treatment) {
            self.clause = clause
            self.need = need
            self.treatment = treatment
        }
    }

    static let office = "2.1"
    static let controller = "6.1"

    private static let points: [Point] = [
        Point("1.1", nil, .legalText), Point("1.2", nil, .builtIn(.freeOfCharge)), Point(office, nil, .cited),
        Point("3.1", .reports, .builtIn(.numberAtOnce)), Point("3.2", .reports, .builtIn(.statusPage)),
        Point("3.3", .minimumAge, .cited), Point("4.1", .reports, .builtIn(.peopleDecide)),
        Point("4.2", .deadlines, .cited), Point("4.3", .question, .cited), Point("4.4", .reopening, .cited),
        Point("4.5", .ideas, .cited),
        Point("5.1", .reports, .builtIn(.nothingIdentifyingInPublic)), Point("5.2", .audience, .cited),
        Point(controller, nil, .cited), Point("6.2", nil, .builtIn(.encryptedPersonalData)),
        Point("6.3", nil, .builtIn(.necessaryCookiesOnly)), Point("7.1", nil, .builtIn(.regulationVersions)),
    ]

    /// The point that a rule of this kind cites.
    static func clause(of need: Need) -> String { points.first { $0.need == need }?.clause ?? "" }

    let needs: Set<Need>

    private var points: [Point] { Self.points.filter { $0.need.map(needs.contains) ?? true } }

    /// The text: the template without the points that no rule needs, its gaps filled.
    ///
    /// - Parameter template: headings of points look like `### 4.2 — …`.
    func text(_ template: String, filling gaps: [String: String]) -> String {
        let known = Set(points.map(\.clause))
        let parts = template.split(separator: "\n### ", omittingEmptySubsequences: false)
        let kept = parts.dropFirst().filter { known.contains(String($0.prefix { $0 != " " })) }
        let chapters = (parts.prefix(1) + kept).joined(separator: "\n### ")
        let text = Self.withoutEmptyChapters(chapters)
        return gaps.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// A chapter whose points all went has only a heading left.
    private static func withoutEmptyChapters(_ text: String) -> String {
        let chapters = text.split(separator: "\n## ", omittingEmptySubsequences: false)
        let kept = chapters.dropFirst().filter { $0.contains("\n### ") }
        return (chapters.prefix(1) + kept).joined(separator: "\n## ")
    }

    /// `clauses.json5`.
    ///
    /// - Parameter rules: all of the town.
    func clauses(citedBy rules: [Rule]) -> String {
        let lines = points.map { point -> JSONTree in
            let clause = ("clause", JSONTree.text(point.clause))
            let treatment: (String, JSONTree) =
                switch point.treatment {
                case .legalText: ("legalText", .text("says what the rules of use are about"))
                case .builtIn(let behaviour): ("builtIn", .text(behaviour.rawValue))
                case .cited: ("rule", .text(rules.first { $0.clauses.contains(Clause(point.clause)) }?.name ?? ""))
                }
            return .object(Dictionary(uniqueKeysWithValues: [clause, treatment]))
        }
        return JSONTree.object(["clauses": .list(lines)]).json
    }
}
