public import CityKit

/// Which reports wait for a moderator before the office handles them (I-50): `reports.abuse` in `rules.json5`. A town without it
/// lets every report through. Whatever a rule says, the report is received and its terms run from the receipt.
public struct AbuseRules: Sendable, Equatable, Decodable {
    /// How much may come from one network.
    public let network: NetworkLimit?
    /// How much may come from one browser, or from one account.
    public let device: Limit?
    /// How many texts may be nearly equal.
    public let alike: Alike?
    /// Words and parts of addresses that no report needs. One ends in `*` where it may go on.
    public let words: [String]?
    /// How often somebody may have been refused for what was written.
    public let refusals: Refusals?
    /// Categories of which no report ever waits: danger to life.
    public let never: Set<ID<Category>>?
    /// Within so many hours a moderator decides; then the report goes on by itself.
    public let judge: Hours
    /// How long somebody stays on watch; nil where nobody is put on it.
    public let watch: Days?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    /// The report after the `most`th within `hours` waits.
    public struct Limit: Sendable, Equatable, Decodable {
        public let most: Int
        public let hours: Int
    }

    public struct NetworkLimit: Sendable, Equatable, Decodable {
        public let most: Int
        public let hours: Int
        /// Bits of an address that name a network, of either version of the protocol.
        public let ipv4: Int
        public let ipv6: Int
    }

    public struct Alike: Sendable, Equatable, Decodable {
        /// From this share of equal parts on two texts are nearly equal; 1 for equal ones. See `TextSketch`.
        public let similarity: Double
        public let most: Int
        public let hours: Int
    }

    /// Whoever was refused `from` times within `days` waits.
    public struct Refusals: Sendable, Equatable, Decodable {
        public let from: Int
        public let days: Int
    }

    public struct Hours: Sendable, Equatable, Decodable {
        public let hours: Int
    }

    public struct Days: Sendable, Equatable, Decodable {
        public let days: Int
    }
}

/// Why a report waits.
public enum AbuseRule: String, Sendable, Codable, CaseIterable {
    case network, device, alike, words, refusals, watch

    public var text: Text { Text("aside.rule.\(rawValue)") }
}

extension AbuseRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

extension AbuseRules {
    /// For how long it must be known what came in, in hours.
    var longestWindow: Int { [network?.hours, device?.hours, alike?.hours].compactMap(\.self).max() ?? 0 }
}

extension Municipality {
    /// The grounds for which a report that waits is refused: the kinds of content that the regulation names, or that it breaks
    /// the law where it names none.
    public var abuseGrounds: [RejectionReason] {
        let grounds = reports.rejection.reasons.map(\.id).filter(\.isOfContent)
        let kinds = grounds.filter { $0 != .unlawful }
        return kinds.isEmpty ? grounds : kinds
    }
}

/// Checks the rule: that it can be kept, and that no report waits longer than the office has.
struct AbuseCheck {
    let rules: AbuseRules
    let reports: ReportRules
    let categories: [Category]?
    let town: ID<Municipality>

    private static let most = 1...10_000
    /// What came in is known for three days at most.
    private static let hours = 1...72
    private static let days = 1...365

    var faults: [FileFault] { limits + networks + alike + words + refusals + unknown + judging }

    private var limits: [FileFault] {
        [
            ("network", rules.network.map { ($0.most, $0.hours) }),
            ("device", rules.device.map { ($0.most, $0.hours) }),
            ("alike", rules.alike.map { ($0.most, $0.hours) }),
        ].flatMap { name, limit -> [FileFault] in
            guard let (most, hours) = limit else { return [] }
            return check("\(name).most", most, Self.most) + check("\(name).hours", hours, Self.hours)
        }
    }

    private var networks: [FileFault] {
        guard let network = rules.network else { return [] }
        return check("network.ipv4", network.ipv4, 8...32) + check("network.ipv6", network.ipv6, 16...64)
    }

    private var alike: [FileFault] {
        guard let similarity = rules.alike?.similarity, !(0.5...1).contains(similarity) else { return [] }
        return [fault("alike.similarity", "\(similarity) is no similarity; write 0.5 to 1")]
    }

    private var words: [FileFault] {
        (rules.words ?? []).enumerated().filter { ForbiddenWords.folded($0.element).count < 3 }.map { index, word in
            fault("words[\(index)]", "“\(word)” is too short; write at least three letters")
        }
    }

    private var refusals: [FileFault] {
        let watch = rules.watch.map { check("watch.days", $0.days, Self.days) } ?? []
        guard let refusals = rules.refusals else { return watch }
        return check("refusals.from", refusals.from, 1...100) + check("refusals.days", refusals.days, Self.days) + watch
    }

    private var unknown: [FileFault] {
        guard let categories else { return [] }
        let known = categories.map(\.id.rawValue)
        return (rules.never ?? []).map(\.rawValue).sorted().filter { !known.contains($0) }.map { id in
            let hint = Spelling.nearest(to: id, among: known).map { "; did you mean “\($0)”?" } ?? ""
            return fault("never", "“\(id)” is no category\(hint)")
        }
    }

    private var judging: [FileFault] {
        let grounds = reports.rejection.reasons.contains { $0.id.isOfContent }
        let leads = reports.transitions.contains { $0.from == .new && $0.to == .rejected }
        return check("judge.hours", rules.judge.hours, Self.hours)
            + (grounds && leads ? [] : [fault("", "no report can be refused for what it says; see reports.rejection")])
    }

    private func check(_ path: String, _ value: Int, _ range: ClosedRange<Int>) -> [FileFault] {
        range.contains(value)
            ? [] : [fault(path, "\(value) is not possible; write \(range.lowerBound) to \(range.upperBound)")]
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, path.isEmpty ? "reports.abuse" : "reports.abuse.\(path)", problem)
    }
}
