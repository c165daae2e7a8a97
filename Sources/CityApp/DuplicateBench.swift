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
    private static let chunk = 1 << 18

    private let seed: UInt64

    public init(seed: UInt64) { self.seed = seed }

    /// - Parameter file: the path of a file with commas, or “-” for the standard input.
    /// - Returns: tables for people.
    public func run(_ file: String) throws -> String {
        let handle = try file == "-" ? .standardInput : FileHandle(forReadingFrom: URL(filePath: file))
        let rows = DelimitedReader(separator: UInt8(ascii: ",")) {
            let bytes = try handle.read(upToCount: Self.chunk) ?? Data()
            return bytes.isEmpty ? nil : [UInt8](bytes)
        }
        return report(try PastCases(rows))
    }

    func report(_ past: PastCases) -> String {
        let split = Instant(milliseconds: Int64(Self.split.dayNumber) * 86_400_000)
        let tables: [(String, (PastCase) -> Bool)] = [
            ("opened before \(Self.split), where the weights were found", { $0.openedAt < split }),
            ("opened from \(Self.split) on", { $0.openedAt >= split }),
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
