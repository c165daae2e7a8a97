public import CityKit

/// Comments of residents on published reports, which the office reads before everybody does:
/// `reports.comments` in `rules.json5`. A town without it has none.
public struct CommentRules: Sendable, Equatable, Decodable {
    /// Unicode scalars of a comment.
    public let longest: Int
    /// How many somebody may write on a day.
    public let daily: Int
    /// How long after the end of the report's handling one may come; nil for as long as the report is public.
    public let closes: Period?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?
}

extension CommentRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

/// Checks the rule for comments: that one can be written at all.
struct CommentCheck {
    let rules: CommentRules
    let town: ID<Municipality>

    /// More than a comment of this length is a letter.
    private static let longest = 100...10_000
    private static let daily = 1...100

    var faults: [FileFault] {
        (Self.longest.contains(rules.longest)
            ? [] : [fault("longest", "\(rules.longest) is no length of a comment; write 100 to 10000")])
            + (Self.daily.contains(rules.daily)
                ? [] : [fault("daily", "\(rules.daily) is no number of comments for a day; write 1 to 100")])
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.comments.\(path)", problem)
    }
}
