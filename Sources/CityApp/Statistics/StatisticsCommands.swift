import CityDomain
import CityKit

/// What `ratusz statistics` does.
public enum StatisticsCommands {
    /// What becomes of counts that are not true.
    public enum Mode: Sendable {
        case check, repair
    }

    /// What a recount of every town found.
    public struct Answer: Sendable {
        public let lines: [String]
        /// Whether the kept counts are true now.
        public let isTrue: Bool
    }

    /// Counts the reports of every town anew and says whether the kept counts are true.
    public static func recount(_ mode: Mode, _ settings: Settings) async throws -> Answer {
        try await Maintenance.withComposition(settings) { composition in
            try await composition.towns.refresh()
            var (lines, isTrue) = ([] as [String], true)
            for town in composition.towns.all {
                if mode == .repair {
                    try await composition.keepStatistics.countUncounted(in: town)
                    try await composition.keepStatistics.sortPlaces(in: town)
                }
                var recount = try await composition.keepStatistics.recount(in: town)
                lines.append("\(town.id): \(recount.words)")
                if mode == .repair, !recount.isTrue {
                    try await composition.keepStatistics.repair(recount, in: town)
                    recount = try await composition.keepStatistics.recount(in: town)
                    lines.append("\(town.id): mended; \(recount.words)")
                }
                if !recount.isTrue { isTrue = false }
            }
            return Answer(lines: lines, isTrue: isTrue)
        }
    }
}

extension Recount {
    fileprivate var words: String {
        let waiting = uncounted > 0 ? ", \(uncounted) not counted yet" : ""
        guard !isTrue else { return "\(reports) reports\(waiting); the kept counts are true" }
        return
            "\(reports) reports\(waiting); \(differences.count) counts and the notes of \(stale.count) reports are wrong"
    }
}
