public import CityKit

/// Ideas of residents and the answer to them: `ideas` in `rules.json5`. An idea is a report of the kind `idea`; a town without
/// the rule takes such reports like all others, with the terms of `reports.deadlines`.
public struct IdeaRules: Sendable, Equatable, Decodable {
    /// The categories it binds; nil for all of the kind.
    public let categories: Set<ID<Category>>?
    /// Nil where the office considers each idea, whoever supports it.
    public let support: Support?
    public let clause: Clause
    public let also: [Clause]?

    /// How much support an idea needs before the office must consider it.
    public struct Support: Sendable, Equatable, Decodable {
        /// Its author is one of them.
        public let persons: Int
        /// From the day of its publication.
        public let within: Period
        /// How long the office has to answer from the day the support is there; nil where the terms of `reports.deadlines`
        /// alone bind it, such as those that run from the receipt.
        public let answer: Period?
    }
}

extension IdeaRules: Sourced {
    public var clauses: [Clause] { [clause] + (also ?? []) }
    public var basis: String? { nil }
}

extension Municipality {
    /// Whether reports of this kind and category are ideas by the rule of the town.
    public func takesIdeas(_ kind: ReportKind, in category: ID<Category>) -> Bool {
        kind == .idea && ideas.map { $0.categories?.contains(category) ?? true } ?? false
    }

    /// What support an idea of this kind and category needs; nil where it needs none.
    func support(of kind: ReportKind, in category: ID<Category>) -> IdeaRules.Support? {
        takesIdeas(kind, in: category) ? ideas?.support : nil
    }
}

/// Checks the rule for ideas: that there are some, and that each can be answered.
struct IdeaCheck {
    let rules: IdeaRules
    let reports: ReportRules?
    let categories: [Category]?
    let town: ID<Municipality>

    /// One person is the author; no town asks for more than this.
    private static let persons = 2...100_000

    var faults: [FileFault] { bound + unknown + support + answers }

    private var bound: [FileFault] {
        guard let categories, !categories.contains(where: { $0.kind == .idea }) else { return [] }
        let problem = "categories.json5 has no category of the kind “idea”; add one, or leave it out"
        return [fault("", problem, Text("configuration.fault.noIdeaCategory"))]
    }

    private var unknown: [FileFault] {
        guard let categories, let named = rules.categories else { return [] }
        let ideas = categories.filter { $0.kind == .idea }.map(\.id.rawValue)
        if named.isEmpty { return [fault(".categories", "names none; leave it out for all ideas")] }
        return named.map(\.rawValue).sorted().filter { !ideas.contains($0) }.map { id in
            let hint = Spelling.nearest(to: id, among: ideas).map { "; did you mean “\($0)”?" } ?? ""
            return fault(
                ".categories",
                "“\(id)” is no category of ideas\(hint)",
                Text("configuration.fault.categoryUsed", ["id": .words("\(id)")])
            )
        }
    }

    private var support: [FileFault] {
        guard let persons = rules.support?.persons, !Self.persons.contains(persons) else { return [] }
        return [fault(".support.persons", "\(persons) is no number of supporters; write 2 to 100000")]
    }

    private var answers: [FileFault] {
        guard let reports else { return [] }
        let ends = reports.reachable(from: .new, by: .idea)
        let publishes = rules.support == nil || reports.publication.when != .never
        return [ReportStatus.done, .closed].filter { !ends.contains($0) }.map {
            let answer = $0 == .done ? "accepted" : "declined"
            return fault("", "no move leads an idea to \($0.rawValue), so none can be \(answer)")
        } + (publishes ? [] : [fault(".support", "the town publishes no reports, so nobody can support an idea")])
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "ideas\(path)", problem, text)
    }
}
