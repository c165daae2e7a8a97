public import CityKit

/// A rule of a town under the name by which `clauses.json5` points to it.
public struct Rule: Sendable, Equatable {
    /// Such as `reports.deadlines.verify`. Two rules share a name where they exclude each other by category.
    public let name: String
    /// The file it stands in, and its place there, such as `reports.deadlines[0]`.
    public let file: String
    public let path: String
    public let clauses: [Clause]
    public let basis: String?
    /// Whether the rule may stand without a clause and without a basis: data about the town, not a rule for people.
    let isFact: Bool

    private init(_ name: String, file: String, path: String, _ source: some Sourced, isFact: Bool) {
        self.name = name
        self.file = file
        self.path = path
        clauses = source.clauses
        basis = source.basis
        self.isFact = isFact
    }

    static func rules(of profile: Profile) -> [Rule] {
        [
            Rule(
                "municipality.office",
                file: MunicipalityFiles.profile,
                path: "office",
                profile.office,
                isFact: true
            ),
            Rule(
                "municipality.controller",
                file: MunicipalityFiles.profile,
                path: "controller",
                profile.controller,
                isFact: true
            ),
        ] + listed("noThirdCountry", profile.noThirdCountry) + listed("openData", profile.openData)
            + listed("operator", profile.operator) + listed("accessibility", profile.accessibility)
    }

    /// A rule of the profile; none where the town has it not.
    private static func listed(_ name: String, _ source: (any Sourced)?) -> [Rule] {
        source.map { source in
            [Rule("municipality.\(name)", file: MunicipalityFiles.profile, path: name, source, isFact: false)]
        } ?? []
    }

    static func rules(of list: CategoryList) -> [Rule] {
        list.categories.enumerated().map { index, category in
            Rule(
                "categories.\(category.id)",
                file: MunicipalityFiles.categories,
                path: "categories[\(index)]",
                category,
                isFact: true
            )
        }
    }

    static func rules(of reports: ReportRules) -> [Rule] {
        let single: [Rule] = [
            rule("reporting", "reporting", reports.reporting), rule("terms", "terms", reports.terms),
            rule("publication", "publication", reports.publication),
        ]
        return single
            + optional("minimumAge", reports.minimumAge) + optional("handOver", reports.handOver)
            + optional("question", reports.question) + optional("reopening", reports.reopening)
            + optional("hiding", reports.hiding)
            + optional("digest", reports.digest)
            + optional("territory", reports.territory) + optional("similar", reports.similar)
            + optional("supports", reports.supports)
            + optional("hints", reports.hints) + optional("comments", reports.comments)
            + optional("satisfaction", reports.satisfaction) + optional("contractors", reports.contractors)
            + optional("abuse", reports.abuse)
            + optional("rejection.linkToEarlier", reports.rejection.linkToEarlier)
            + listed(reports.notices, "notices") { "notices.\($0.about.rawValue)" }
            + listed(reports.rejection.reasons, "rejection.reasons") { "rejection.\($0.id.rawValue)" }
            + listed(reports.transitions, "transitions") { "transitions.\($0.from.rawValue)-\($0.to.rawValue)" }
            + listed(reports.deadlines, "deadlines") { "deadlines.\($0.id.rawValue)" }
            + listed(reports.routing ?? [], "routing") { "routing.\($0.id)" }
            + (reports.photos.map(rules(of:)) ?? [])
    }

    static func rules(of complaints: ComplaintRules) -> [Rule] {
        named(
            "complaints",
            [
                ("address", complaints.address), ("form", complaints.form), ("filing", complaints.filing),
                ("scope", complaints.scope), ("answer", complaints.answer),
            ]
        )
    }

    static func rules(of disruptions: DisruptionRules) -> [Rule] {
        named("disruptions", [("advance", disruptions.advance), ("workingHours", disruptions.workingHours)])
    }

    static func rules(of questions: QuestionRules) -> [Rule] {
        [Rule("questions", file: MunicipalityFiles.rules, path: "questions", questions, isFact: false)]
    }

    static func rules(of ideas: IdeaRules) -> [Rule] {
        [Rule("ideas", file: MunicipalityFiles.rules, path: "ideas", ideas, isFact: false)]
    }

    static func rules(of recipients: RecipientRules) -> [Rule] {
        named(
            "recipients",
            [
                ("registration", recipients.registration), ("channels", recipients.channels),
                ("codes", recipients.codes), ("consent", recipients.consent), ("hold", recipients.hold),
            ]
        )
    }

    static func rules(of closing: ClosingRule) -> [Rule] {
        [Rule("closing", file: MunicipalityFiles.rules, path: "closing", closing, isFact: false)]
    }

    static func rules(of accounts: AccountRules) -> [Rule] {
        let ways: [(String, (any Sourced)?)] = [
            ("registration", accounts.registration), ("providers", accounts.providers),
            ("reacceptance", accounts.reacceptance), ("blocking", accounts.blocking), ("log", accounts.log),
            ("onePerPerson", accounts.onePerPerson), ("guardian", accounts.guardian),
            ("representation", accounts.representation),
        ]
        return named("accounts", ways)
    }

    /// The rules of a key at the top of `rules.json5`, those that the town has.
    private static func named(_ key: String, _ all: [(name: String, source: (any Sourced)?)]) -> [Rule] {
        all.compactMap { name, source in
            source.map {
                Rule("\(key).\(name)", file: MunicipalityFiles.rules, path: "\(key).\(name)", $0, isFact: false)
            }
        }
    }

    static func rules(of retention: [RetentionRule]) -> [Rule] { list("retention", retention, name: \.data.rawValue) }

    static func rules(of purposes: [PurposeRule]) -> [Rule] { list("purposes", purposes, name: \.purpose.rawValue) }

    /// The rules of a list at the top of `rules.json5`.
    private static func list<Element: Sourced>(_ key: String, _ all: [Element], name: (Element) -> String) -> [Rule] {
        all.enumerated().map { index, rule in
            Rule(
                "\(key).\(name(rule))",
                file: MunicipalityFiles.rules,
                path: "\(key)[\(index)]",
                rule,
                isFact: false
            )
        }
    }

    private static func rules(of photos: PhotoRules) -> [Rule] {
        [rule("photos", "photos", photos)]
            + (photos.licence.map { [rule("photos.licence", "photos.licence", $0)] } ?? [])
            + listed(photos.declarations ?? [], "photos.declarations") { "photos.declarations.\($0.about.rawValue)" }
    }

    private static func rule(_ name: String, _ path: String, _ source: some Sourced) -> Rule {
        Rule("reports.\(name)", file: MunicipalityFiles.rules, path: "reports.\(path)", source, isFact: false)
    }

    private static func optional(_ name: String, _ source: (any Sourced)?) -> [Rule] {
        source.map { [rule(name, name, $0)] } ?? []
    }

    private static func listed<Element: Sourced>(_ all: [Element], _ path: String, name: (Element) -> String) -> [Rule]
    {
        all.enumerated().map { rule(name($1), "\(path)[\($0)]", $1) }
    }
}
