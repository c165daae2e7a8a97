import CityKit

/// What could be read of a town's files, before anyone asks whether it fits together.
struct MunicipalityParts {
    let files: MunicipalityFiles
    private(set) var profile: Profile?
    private(set) var list: CategoryList?
    private(set) var rules: RuleFile?
    private(set) var clauses: ClauseMap?
    private(set) var boundary: Boundary?
    private(set) var streets: Streets?
    private(set) var managedLand: ManagedLand?
    private(set) var districts: Districts?
    private(set) var words: [Language: [String: String]] = [:]
    private(set) var scenarios: [String: Scenario] = [:]
    /// What could not be read.
    private(set) var faults: [FileFault] = []

    /// `rules.json5`: one key for each module that has rules.
    struct RuleFile: Sendable, Equatable, Decodable {
        let reports: ReportRules?
        let accounts: AccountRules?
        let complaints: ComplaintRules?
        let questions: QuestionRules?
        let ideas: IdeaRules?
        let recipients: RecipientRules?
        let disruptions: DisruptionRules?
        let closing: ClosingRule?
        let retention: [RetentionRule]?
        let purposes: [PurposeRule]?
    }

    init(_ files: MunicipalityFiles) {
        self.files = files
        profile = required(MunicipalityFiles.profile)
        list = required(MunicipalityFiles.categories)
        rules = required(MunicipalityFiles.rules)
        clauses = required(MunicipalityFiles.clauses)
        boundary = optional(MunicipalityFiles.boundary)
        streets = optional(MunicipalityFiles.streets)
        managedLand = optional(MunicipalityFiles.managedLand)
        districts = optional(MunicipalityFiles.districts)
        for language in Language.allCases {
            words[language] = optional("texts/\(language.rawValue).json")
        }
        for name in files.names(below: "scenarios") { scenarios[name] = optional(name) }
        refuseUnknownFiles()
    }

    /// Every rule of the town that could be read.
    var allRules: [Rule] {
        let parts: [[Rule]?] = [
            profile.map(Rule.rules(of:)), list.map(Rule.rules(of:)), rules?.reports.map(Rule.rules(of:)),
            rules?.accounts.map(Rule.rules(of:)), rules?.complaints.map(Rule.rules(of:)),
            rules?.retention.map(Rule.rules(of:)), rules?.purposes.map(Rule.rules(of:)),
            rules?.questions.map(Rule.rules(of:)), rules?.disruptions.map(Rule.rules(of:)),
            rules?.closing.map(Rule.rules(of:)), rules?.ideas.map(Rule.rules(of:)),
            rules?.recipients.map(Rule.rules(of:)),
        ]
        return parts.compactMap(\.self).flatMap(\.self)
    }

    private mutating func required<Value: Decodable>(_ name: String) -> Value? {
        if files.file(name) == nil {
            faults.append(FileFault(file: "\(files.town)/\(name)", problem: "is missing"))
        }
        return optional(name)
    }

    private mutating func optional<Value: Decodable>(_ name: String) -> Value? {
        guard let file = files.file(name) else { return nil }
        do {
            return try file.decode(Value.self)
        } catch {
            faults += error.all
            return nil
        }
    }

    private mutating func refuseUnknownFiles() {
        let single = [
            MunicipalityFiles.profile, MunicipalityFiles.categories, MunicipalityFiles.rules, MunicipalityFiles.clauses,
            MunicipalityFiles.boundary, MunicipalityFiles.streets, MunicipalityFiles.managedLand,
            MunicipalityFiles.districts,
        ]
        let known = single + Language.allCases.map { "texts/\($0.rawValue).json" }
        for name in files.contents.keys.sorted() where !known.contains(name) && !Self.isListed(name) {
            let near = Spelling.nearest(to: name, among: known).map { "; did you mean “\($0)”?" }
            let hint = near ?? "; a town has \(single.joined(separator: ", ")), texts/, regulation/ and scenarios/"
            faults.append(FileFault(file: "\(files.town)/\(name)", problem: "unknown file\(hint)"))
        }
    }

    /// Whether it is one of the files of which a town has as many as it likes. Names never lead out of the folder.
    private static func isListed(_ name: String) -> Bool {
        let path = name.split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 2 else { return false }
        return path[0] == "scenarios" && path[1].hasSuffix(".json5")
            || path[0] == "regulation" && path[1].hasSuffix(".md")
    }
}
