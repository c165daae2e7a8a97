import CityDomain
import CityKit
import Foundation

/// Measures how well duplicates are suggested, on a file of past cases: `docs/duplicates.md` explains the figures.
public struct DuplicateBench: Sendable {
    /// So many cases without regard to what they are tell how often something is suggested.
    public static let sampled = 4_000
    /// Cases opened before belong to the part on which the weights were found.
    static let split = CivilDate(2011, 10, 1)
    /// As many as are shown.
    static let most = FindSimilarReports.most

    private let seed: UInt64

    public init(seed: UInt64) { self.seed = seed }

    /// - Parameter file: the path of a file with commas, or “-” for the standard input.
    /// - Returns: tables for people.
    public func run(_ file: String) throws -> String {
        let handle = try file == "-" ? .standardInput : FileHandle(forReadingFrom: URL(filePath: file))
        return report(try PastCases(DelimitedRows(handle)))
    }

    func report(_ past: PastCases) -> String {
        let split = Instant(milliseconds: Int64(Self.split.dayNumber) * 86_400_000)
        let tables: [(String, (PastCase) -> Bool)] = [
            ("opened before \(Self.split), where the weights were found", { $0.openedAt < split }),
            ("opened from \(Self.split) on, not looked at before", { $0.openedAt >= split }),
            ("all", { _ in true }),
        ]
        let nearby = NearbyCases(past.cases)
        let head = """
            \(past.cases.count) cases, \(past.pairs.count) closed as duplicates with the whole number of an earlier one, \
            \(past.loosePairs.count) with a whole or a short one
            alarms: of \(Self.sampled) cases drawn from each part with seed \(seed), the share for which anything is suggested
            """
        return ([head] + tables.map { table($0, past, nearby, $1) }).joined(separator: "\n\n")
    }

    private func table(_ title: String, _ past: PastCases, _ nearby: NearbyCases, _ belongs: (PastCase) -> Bool)
        -> String
    {
        let part = past.cases.indices.filter { belongs(past.cases[$0]) }
        let pairs = past.pairs.filter { belongs(past.cases[$0.child]) }
        let loose = past.loosePairs.filter { belongs(past.cases[$0.child]) }
        var chance = SeededChance(seed: seed)
        let sample = Array(part.shuffled(using: &chance).prefix(Self.sampled))
        func outcome(_ rule: DuplicateRule) -> DuplicateOutcome {
            DuplicateOutcome(rule, nearby, pairs: pairs, loosePairs: loose, sample: sample)
        }
        let own = outcome(.ratusz)
        let others = [DuplicateRule.fixMyStreet, .signalen].map { (rule: $0, outcome: outcome($0)) }
        let lines =
            others.map { Self.line($0.rule.name, $0.outcome.figures(above: 0)) }
            + Self.curve.map { Self.line("Ratusz, score above \(Self.decimals($0, 2))", own.figures(above: $0)) }
            + [
                ("in five at least 0.80", own.threshold(recallInFive: 0.8)),
                ("alarms at most 15 %", own.threshold(alarms: 0.15)),
                ("alarms at most 25 %", own.threshold(alarms: 0.25)),
            ].map { aim, threshold in
                Self.line("Ratusz, \(aim): above \(Self.decimals(threshold, 3))", own.figures(above: threshold))
            }
        return """
            \(title): \(pairs.count) duplicates, \(loose.count) with short numbers
            \(Self.columns("", ["recall", "in five", "short: in five", "alarms"]))
            \(lines.joined(separator: "\n"))
            """
    }

    /// The scores at which the curve is shown.
    private static let curve = stride(from: 0.1, to: 0.95, by: 0.05)

    private static func line(_ name: String, _ figures: DuplicateOutcome.Figures) -> String {
        columns(
            name,
            [
                decimals(figures.recall, 3), decimals(figures.recallInFive, 3), decimals(figures.looseRecallInFive, 3),
                "\(decimals(figures.alarms * 100, 1)) %",
            ]
        )
    }

    private static func columns(_ name: String, _ cells: [String]) -> String {
        ([name.padding(toLength: 48, withPad: " ", startingAt: 0)]
            + cells.map { String(repeating: " ", count: max(1, 15 - $0.count)) + $0 }).joined()
    }

    private static func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }
}

/// What a rule does with the duplicates of a part and with cases drawn from it.
struct DuplicateOutcome {
    struct Figures: Equatable {
        /// The share of duplicates whose earlier case is suggested.
        let recall: Double
        /// The same among the first five.
        let recallInFive: Double
        let looseRecallInFive: Double
        /// The share of drawn cases for which something is suggested.
        let alarms: Double
    }

    /// The score of the earlier case and how many stand before it; nil when it is not suggested at all.
    private typealias Hit = (score: Double, before: Int)?

    private let hits: [Hit]
    private let looseHits: [Hit]
    /// The best score for each drawn case, the highest first; cases without a suggestion are left out.
    private let best: [Double]
    private let sampled: Int

    init(
        _ rule: DuplicateRule,
        _ nearby: NearbyCases,
        pairs: [PastCases.Pair],
        loosePairs: [PastCases.Pair],
        sample: [Int]
    ) {
        func hit(_ pair: PastCases.Pair) -> Hit {
            let suggestions = rule.suggestions(pair.child, nearby)
            return suggestions.firstIndex { $0.earlier == pair.parent }.map { (suggestions[$0].score, $0) }
        }
        hits = pairs.map(hit)
        looseHits = loosePairs.map(hit)
        best = sample.compactMap { rule.suggestions($0, nearby).first?.score }.sorted(by: >)
        sampled = sample.count
    }

    func figures(above threshold: Double) -> Figures {
        func share(_ hits: [Hit], within most: Int) -> Double {
            let found = hits.count { $0.map { $0.score > threshold && $0.before < most } ?? false }
            return Double(found) / Double(max(1, hits.count))
        }
        return Figures(
            recall: share(hits, within: .max),
            recallInFive: share(hits, within: DuplicateBench.most),
            looseRecallInFive: share(looseHits, within: DuplicateBench.most),
            alarms: Double(best.count { $0 > threshold }) / Double(max(1, sampled))
        )
    }

    /// The highest threshold that leaves at least this share of the duplicates among the first five.
    func threshold(recallInFive wanted: Double) -> Double {
        let scores = hits.compactMap { $0 }.filter { $0.before < DuplicateBench.most }.map(\.score).sorted(by: >)
        let needed = Int((Double(hits.count) * wanted).rounded(.up))
        return scores.indices.contains(needed - 1) ? scores[needed - 1].nextDown : 0
    }

    /// The lowest threshold that leaves at most this share of alarms.
    func threshold(alarms: Double) -> Double {
        let allowed = Int(Double(sampled) * alarms)
        return allowed < best.count ? best[allowed] : 0
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
