import Foundation

/// How much speaks for two reports being about the same thing: a number from 0 to 1, made of a few facts about a new
/// report and an open one that was there before it. `docs/duplicates.md` has the figures behind the weights and tells
/// how to measure them again.
///
/// The score is a product, so that each fact can be looked at by itself: it falls with the distance, with the age of the
/// earlier report and with the number of reports at the place, and it rises with the likeness of the words.
public enum DuplicateScore {
    /// Metres up to which a report of the same category can be the same thing.
    public static let reach = 250.0
    /// Metres that count as one place: how many reports stand there says how little one of them means.
    public static let place = 50.0
    /// Days after which nobody means the earlier report any more.
    public static let oldest = 365
    /// The distance at which a score is half of what it is at the spot, in metres.
    static let halfDistance = 45.0
    /// An age below these days hardly counts.
    static let freshDays = 4.0
    static let ageWeight = 0.2
    static let crowdWeight = 0.4
    /// What is left for another category of the same group.
    static let otherCategory = 0.1
    /// How much of the doubt equal words take away. Invented examples stand behind it, no measurement.
    static let textWeight = 0.5

    /// How near the categories of two reports are.
    public enum Kinship: Sendable, CaseIterable {
        case sameCategory
        /// Another category of the same group.
        case sameGroup
    }

    /// What the score is made of, besides the words.
    public struct Evidence: Sendable, Equatable {
        /// Metres between the two; not below 0.
        public let meters: Double
        /// How long before the new report the earlier one came; not below 0.
        public let days: Double
        public let kinship: Kinship
        /// How many open reports of its category stand within `place` of the new one, itself included.
        public let crowd: Int

        public init(meters: Double, days: Double, kinship: Kinship, crowd: Int) {
            self.meters = max(0, meters)
            self.days = max(0, days)
            self.kinship = kinship
            self.crowd = max(1, crowd)
        }
    }

    public static func score(_ evidence: Evidence) -> Double {
        let distance = 1 / (1 + evidence.meters / halfDistance)
        let age = pow(1 + evidence.days / freshDays, -ageWeight)
        let crowd = pow(Double(evidence.crowd), -crowdWeight)
        return distance * age * crowd * (evidence.kinship == .sameCategory ? 1 : otherCategory)
    }

    /// The score of two reports whose words were compared as well.
    ///
    /// - Parameter likeness: 0 to 1, see `TextLikeness`; 0 leaves the score as it is.
    public static func score(_ evidence: Evidence, likeness: Double) -> Double {
        pow(score(evidence), 1 - textWeight * min(1, max(0, likeness)))
    }
}
