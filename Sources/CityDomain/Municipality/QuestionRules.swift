public import CityKit

/// Questions to the office and its public answers (R-31, K26): `questions` in `rules.json5`. A question is a report of the kind
/// `question`; a town without the rule takes and publishes such reports like all others.
///
/// With it, what was asked is never published as it was written: once it is answered, the office writes question and answer
/// anew for everybody.
public struct QuestionRules: Sendable, Equatable, Decodable {
    /// How many published answers somebody is shown before a question is sent; 0 for none.
    public let suggestions: Int
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?
}

extension QuestionRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

extension Municipality {
    /// Whether reports of this kind are questions, which the office publishes in its own words alone.
    public func takesQuestions(_ kind: ReportKind) -> Bool { kind == .question && questions != nil }

    /// What can be asked about on `day`: the categories of questions, in the order of the file. None where the town has no
    /// rule for questions.
    public func topics(on day: CivilDate) -> [Category] {
        categories.filter { takesQuestions($0.kind) && $0.isOffered(on: day) }
    }
}

/// Checks the rule for questions: that one can be asked and answered.
struct QuestionCheck {
    let rules: QuestionRules
    let reports: ReportRules?
    let categories: [Category]?
    let town: ID<Municipality>

    /// More than this nobody reads before asking.
    private static let suggestions = 0...10

    var faults: [FileFault] {
        var faults: [FileFault] = []
        if !Self.suggestions.contains(rules.suggestions) {
            let problem =
                "\(rules.suggestions) is no number of answers to show before a question is sent; write 0 to 10"
            faults.append(fault(".suggestions", problem))
        }
        if let categories, !categories.contains(where: { $0.kind == .question }) {
            faults.append(
                fault(
                    "",
                    "categories.json5 has no category of the kind “question”; add one, or leave it out",
                    Text("configuration.fault.noQuestionCategory")
                )
            )
        }
        if let reports, !reports.reachable(from: .new, by: .question).contains(.done) {
            let problem = "no move leads a question to done, so none is ever answered"
            faults.append(fault("", problem, Text("configuration.fault.noQuestionMove")))
        }
        return faults
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "questions\(path)", problem, text)
    }
}
