public import CityKit

/// What a town can offer or leave out by its settings: a part of its files that is there or is not. The order is that of the
/// files: accounts come before what they can have.
public enum TownModule: String, Sendable, CaseIterable {
    case comments, questions, satisfaction, contractors, complaints, digest, hiding, openData
    case supports, similar, handOver, reopening
    case accounts, providers, reacceptance, blocking, log, guardian, onePerPerson, representation

    /// Which page of the settings has it: what the town offers, or by which rules it works.
    public enum Shelf: Sendable { case offers, rules }

    public var shelf: Shelf {
        switch self {
        case .comments, .questions, .satisfaction, .contractors, .complaints, .digest, .hiding, .openData: .offers
        case .supports, .similar, .handOver, .reopening, .accounts, .providers, .reacceptance, .blocking, .log,
            .guardian,
            .onePerPerson, .representation:
            .rules
        }
    }

    /// What it is a part of; it goes with it. Nil for one that stands alone.
    public var whole: TownModule? {
        switch self {
        case .providers, .reacceptance, .blocking, .log, .guardian, .onePerPerson, .representation: .accounts
        default: nil
        }
    }

    /// A number, a time or an address that the module needs.
    public struct Setting: Sendable, Equatable {
        public enum Kind: Sendable, Equatable {
            case period, email, time, licence
            case number(ClosedRange<Int>)
            /// How alike two reports are, 0 to 1.
            case score
            /// Statuses with spaces between them.
            case statuses([ReportStatus])
            case status([ReportStatus])
            /// Ids with spaces between them.
            case ids
        }

        public enum Need: Sendable, Equatable { case needed, optional }

        /// Its place in the module.
        public let path: [String]
        public let kind: Kind
        /// What a module has that was just switched on; empty for nothing.
        public let standard: String
        public let need: Need

        init(_ path: String..., kind: Kind, standard: String, need: Need = .needed) {
            self.path = path
            self.kind = kind
            self.standard = standard
            self.need = need
        }

        public var id: String { path.last ?? "" }
    }

    /// Where it stands.
    var file: String { self == .openData ? MunicipalityFiles.profile : MunicipalityFiles.rules }

    var path: [String] {
        switch self {
        case .comments, .satisfaction, .contractors, .digest, .hiding: ["reports", rawValue]
        case .supports, .similar, .handOver, .reopening: ["reports", rawValue]
        case .questions, .complaints, .openData, .accounts: [rawValue]
        case .providers, .reacceptance, .blocking, .log, .guardian, .onePerPerson, .representation:
            ["accounts", rawValue]
        }
    }

    /// What stands in the files of a town that has it not, where leaving it out would mean that the town has it.
    var absence: JSONTree? {
        switch self {
        case .supports: .object(["offered": .text(SupportRules.Offer.off.rawValue)])
        case .similar: .object(["resident": .whole(1), "office": .whole(1)])
        default: nil
        }
    }

    /// Whether it has to name a point of the regulation.
    public enum Source: Sendable { case clause, clauseOrBasis }

    /// Whether the files say it where a town has it not.
    public var saysAbsence: Bool { absence != nil }

    /// The module, and the setting of it, that stand at a place of a file.
    public static func holding(_ file: String, _ path: [String]) -> (module: TownModule, setting: Setting?)? {
        // A part stands below its whole.
        let found = allCases.filter { $0.file == file && path.starts(with: $0.path) }.max {
            $0.path.count < $1.path.count
        }
        return found.map { module in
            let rest = Array(path.dropFirst(module.path.count))
            return (module, module.settings.first { rest.starts(with: $0.path) })
        }
    }

    public var source: Source { self == .reopening ? .clause : .clauseOrBasis }

    /// The name by which `clauses.json5` points to it; a rule below that name counts too.
    var rule: String { self == .openData ? "municipality.openData" : path.joined(separator: ".") }

    /// Whether it is about reports: a town that takes none cannot have it.
    public var needsReports: Bool { self != .complaints && self != .accounts && whole == nil }

    public var settings: [Setting] {
        switch self {
        case .comments:
            [
                Setting("longest", kind: .number(100...10_000), standard: "1000"),
                Setting("daily", kind: .number(1...100), standard: "5"),
                Setting("closes", kind: .period, standard: "30 days", need: .optional),
            ]
        case .questions: [Setting("suggestions", kind: .number(0...10), standard: "5")]
        case .satisfaction: [Setting("within", kind: .period, standard: "14 days")]
        case .contractors:
            [
                Setting("within", kind: .period, standard: "10 working days"),
                Setting("link", kind: .period, standard: "14 days"),
                Setting("remind", kind: .period, standard: "2 working days", need: .optional),
            ]
        case .complaints:
            [
                Setting("address", "email", kind: .email, standard: ""),
                Setting("answer", "within", kind: .period, standard: "", need: .optional),
            ]
        case .digest:
            [
                Setting("at", kind: .time, standard: "07:00"),
                Setting("remind", kind: .period, standard: "2 working days"),
                Setting("escalate", kind: .period, standard: "1 working day", need: .optional),
            ]
        case .hiding: [Setting("after", kind: .period, standard: "3 months")]
        case .openData: [Setting("licence", kind: .licence, standard: Profile.OpenData.Licence.zero.rawValue)]
        default: settingsOfRule
        }
    }

    private var settingsOfRule: [Setting] {
        let open = ReportStatus.allCases.filter { !$0.isFinished }
        switch self {
        case .similar:
            return [
                Setting("resident", kind: .score, standard: "\(SimilarRules.standard.resident)"),
                Setting("office", kind: .score, standard: "\(SimilarRules.standard.office)"),
            ]
        case .handOver:
            return [Setting("from", kind: .statuses(open), standard: open.map(\.rawValue).joined(separator: " "))]
        case .reopening:
            return [
                Setting("from", kind: .statuses(ReportStatus.allCases.filter(\.isFinished)), standard: "done closed"),
                Setting("to", kind: .status(open.filter { $0 != .new }), standard: ReportStatus.inProgress.rawValue),
                Setting("within", kind: .period, standard: "14 days"),
                Setting("reporterWithin", kind: .period, standard: "14 days", need: .optional),
            ]
        case .providers: return [Setting("services", kind: .ids, standard: "")]
        case .log: return [Setting("keptFor", kind: .period, standard: AccountRules.Log.usually.description)]
        case .guardian: return [Setting("under", kind: .number(2...18), standard: "16")]
        default: return []
        }
    }

    /// What is made when it is switched on, before its settings are put in.
    var beginning: JSONTree {
        if self == .accounts { return .object(["registration": .object([:])]) }
        guard self == .complaints else { return .object([:]) }
        let fields = [ComplaintField.email, .description].map { JSONTree.text($0.rawValue) }
        return .object(["address": .object([:]), "form": .object(["fields": .list(fields)]), "answer": .object([:])])
    }

    /// The places in it that say where they come from.
    var sources: [[String]] {
        switch self {
        case .complaints: [["address"], ["form"], ["answer"]]
        case .accounts: [["registration"]]
        default: [[]]
        }
    }

    public func isOffered(by town: Municipality) -> Bool {
        switch self {
        case .comments: town.reports.comments != nil
        case .questions: town.questions != nil
        case .satisfaction: town.reports.satisfaction != nil
        case .contractors: town.reports.contractors != nil
        case .complaints: town.complaints != nil
        case .digest: town.reports.digest != nil
        case .hiding: town.reports.hiding != nil
        case .openData: town.profile.openData != nil
        case .supports: town.profile.modules.contains(.reports) && town.takesSupport
        case .similar:
            town.profile.modules.contains(.reports) && min(town.similar.resident, town.similar.office) < 1
        case .handOver: town.reports.handOver != nil
        case .reopening: town.reports.reopening != nil
        default: isOffered(by: town.accounts)
        }
    }

    private func isOffered(by accounts: AccountRules?) -> Bool {
        guard let accounts else { return false }
        return switch self {
        case .providers: accounts.providers != nil
        case .reacceptance: accounts.reacceptance != nil
        case .blocking: accounts.blocking != nil
        case .log: accounts.log != nil
        case .guardian: accounts.guardian != nil
        case .onePerPerson: accounts.onePerPerson != nil
        case .representation: accounts.representation != nil
        default: true
        }
    }

    public var text: Text { Text("configuration.module.\(rawValue)") }
}

/// What hangs on a module, a unit or a language: without it nobody could finish it.
public struct OpenMatters: Sendable, Equatable {
    public enum Holder: Sendable, Hashable {
        case module(TownModule)
        case unit(ID<Unit>, Tie)
        /// Open reports whose reporters are written to in it.
        case language(Language)
    }

    /// How something hangs on a unit.
    public enum Tie: String, Sendable, CaseIterable {
        /// It takes part in open reports which another one leads.
        case takesPart
        /// It ended reports that their reporters may still open again.
        case reopenable
        /// Somebody of the office works in it.
        case people
        case templates, contractors
    }

    public let holder: Holder
    /// Complaints, or reports in which something waits; people, accounts, templates or contractors.
    public let count: Int
    /// The numbers of the first cases; empty for what has none.
    public let names: [String]

    public init(_ holder: Holder, count: Int, names: [String]) {
        self.holder = holder
        self.count = count
        self.names = names
    }
}
