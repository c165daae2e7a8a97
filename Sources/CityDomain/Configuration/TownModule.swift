public import CityKit

/// What a town can offer or leave out by its settings: a part of its files that is there or is not.
public enum TownModule: String, Sendable, CaseIterable {
    case comments, questions, satisfaction, contractors, complaints, digest, hiding, openData

    /// A number, a time or an address that the module needs.
    public struct Setting: Sendable, Equatable {
        public enum Kind: Sendable, Equatable {
            case period, email, time, licence
            case number(ClosedRange<Int>)
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
        case .questions, .complaints, .openData: [rawValue]
        }
    }

    /// The name by which `clauses.json5` points to it; a rule below that name counts too.
    var rule: String { self == .openData ? "municipality.openData" : path.joined(separator: ".") }

    /// Whether it is about reports: a town that takes none cannot have it.
    public var needsReports: Bool { self != .complaints }

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
        }
    }

    /// What is made when it is switched on, before its settings are put in.
    var beginning: JSONTree {
        guard self == .complaints else { return .object([:]) }
        let fields = [ComplaintField.email, .description].map { JSONTree.text($0.rawValue) }
        return .object(["address": .object([:]), "form": .object(["fields": .list(fields)]), "answer": .object([:])])
    }

    /// The places in it that say where they come from.
    var sources: [[String]] { self == .complaints ? [["address"], ["form"], ["answer"]] : [[]] }

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
        }
    }

    public var text: Text { Text("configuration.module.\(rawValue)") }
}

/// What waits in a module or for a unit: without it nobody could finish it.
public struct OpenMatters: Sendable, Equatable {
    public enum Holder: Sendable, Equatable {
        case module(TownModule)
        /// A unit that takes part in open reports which another one leads.
        case unit(ID<Unit>)
    }

    public let holder: Holder
    /// Complaints, or reports in which something waits.
    public let count: Int
    /// The numbers of the first of them.
    public let names: [String]

    public init(_ holder: Holder, count: Int, names: [String]) {
        self.holder = holder
        self.count = count
        self.names = names
    }
}
