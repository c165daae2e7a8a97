public import CityKit

/// The register of the people to whom the town writes: `recipients` in `rules.json5`. A town without it has none.
public struct RecipientRules: Sendable, Equatable, Decodable {
    public let registration: Registration
    public let channels: Channels
    public let codes: Codes
    public let consent: Consent
    /// There where the office may hold messages back from somebody whose data it doubts.
    public let hold: Hold?
    /// What people choose to hear of; nil where everybody hears of everything.
    public let topics: [MessageTopic]?

    /// How somebody gets into the register (RC-02, RC-07, RC-08).
    public struct Registration: Sendable, Equatable, Decodable {
        public let ways: Set<RecipientOrigin.Way>
        /// What has to be given besides the names and one address to write to.
        public let required: Set<RecipientDetail>?
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Through which channels the town writes (M-03, M-06).
    public struct Channels: Sendable, Equatable, Decodable {
        public let offered: [MessageChannel]
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// The code that confirms an address and pairs the app with one recipient (RC-06, A-09).
    public struct Codes: Sendable, Equatable, Decodable {
        /// It works for so many hours.
        public let hours: Int
        /// So many wrong codes are heard; then a new one is needed.
        public let attempts: Int
        /// So many devices one recipient may pair.
        public let devices: Int
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// What everybody agrees to who gets into the register (RC-07, I-36).
    public struct Consent: Sendable, Equatable, Decodable {
        /// Names this wording, such as `2026-01`; another wording needs another version.
        public let version: String
        public let text: LocalizedText
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }

    /// Whose data are doubted gets nothing until a clerk has checked them (RC-10).
    public struct Hold: Sendable, Equatable, Decodable {
        /// What waited longer than so many days is not sent any more.
        public let days: Int
        public let clause: Clause?
        public let also: [Clause]?
        public let basis: String?
    }
}

/// Something of which people choose to hear, such as culture or outages.
public struct MessageTopic: Sendable, Equatable, Decodable {
    public let id: ID<MessageTopic>
    public let name: LocalizedText
    /// Whether it promotes something: then nobody hears of it who did not ask for it (K29).
    public let isAdvertising: Bool?

    /// Whether somebody who said nothing hears of it.
    public var isOnAtFirst: Bool { isAdvertising != true }
}

/// What somebody may be asked for besides the names.
public enum RecipientDetail: String, Sendable, Codable, CaseIterable {
    case birthDate, sex, address
}

extension RecipientRules.Registration: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}

extension RecipientRules.Channels: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}

extension RecipientRules.Codes: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}

extension RecipientRules.Consent: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}

extension RecipientRules.Hold: Sourced {
    public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) }
}

/// Checks that the rules can be kept.
struct RecipientCheck {
    let rules: RecipientRules
    let town: ID<Municipality>

    var faults: [FileFault] { channels + codes + consent + hold + topics }

    private var channels: [FileFault] {
        let offered = rules.channels.offered
        let twice = Set(offered).count != offered.count
        let noneToWriteTo = offered.allSatisfy { !$0.hasAddress }
        return (twice ? [fault("channels.offered", "a channel stands in it twice")] : [])
            + (noneToWriteTo ? [fault("channels.offered", "none of them can carry the validation code")] : [])
            + (rules.registration.ways.isEmpty ? [fault("registration.ways", "nobody could register; name a way")] : [])
    }

    private var codes: [FileFault] {
        check("codes.hours", rules.codes.hours, 1...168) + check("codes.attempts", rules.codes.attempts, 1...10)
            + check("codes.devices", rules.codes.devices, 1...20)
    }

    private var consent: [FileFault] {
        let version = rules.consent.version
        let isPlain = version.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-".contains($0)) }
        return isPlain && (1...20).contains(version.count)
            ? [] : [fault("consent.version", "“\(version)” names no version; write letters, digits, dots and dashes")]
    }

    private var hold: [FileFault] { rules.hold.map { check("hold.days", $0.days, 1...365) } ?? [] }

    private var topics: [FileFault] {
        let ids = (rules.topics ?? []).map(\.id)
        return ids.enumerated().compactMap { index, id in
            let path = "topics[\(index)].id"
            if ids.firstIndex(of: id) != index { return fault(path, "“\(id)” stands here twice") }
            let isPlain = !id.rawValue.isEmpty && id.rawValue.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            return isPlain ? nil : fault(path, "“\(id)” is no id; write letters and digits")
        }
    }

    private func check(_ path: String, _ value: Int, _ range: ClosedRange<Int>) -> [FileFault] {
        range.contains(value)
            ? [] : [fault(path, "\(value) is not possible; write \(range.lowerBound) to \(range.upperBound)")]
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, "recipients.\(path)", problem)
    }
}
