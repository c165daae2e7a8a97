public import CityKit

/// Work that contractors do for a town and answer for by a signed link (I-03): `reports.contractors` in `rules.json5`. A town
/// without it gives no work away by this way.
public struct ContractorRules: Sendable, Equatable, Decodable {
    /// How long a contractor has where the office says no other day.
    public let within: Period
    /// How long after that day the link still opens.
    public let link: Period
    /// How long before the day a contractor is reminded, and once more after it; nil for no reminders.
    public let remind: Period?
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    /// The last day for work that is given away on a day.
    public func due(from day: CivilDate, in calendar: WorkingCalendar) -> CivilDate {
        within.end(from: day, in: calendar)
    }
}

extension ContractorRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

/// Checks the rule for contractors: that a reminder comes before the day it reminds of, and that links end.
struct ContractorCheck {
    let rules: ContractorRules
    let town: ID<Municipality>

    /// A link that opens for longer than about a year is no link of bounded time.
    private static let longest = 366

    var faults: [FileFault] {
        let periods = [("within", rules.within), ("link", rules.link)] + (rules.remind.map { [("remind", $0)] } ?? [])
        let long = periods.filter { $0.1.days > Self.longest }.map {
            fault($0.0, "is longer than a year", Text("configuration.fault.longerThanYear"))
        }
        let late = rules.remind.map { $0.days >= rules.within.days } == true
        return long
            + (late
                ? [
                    fault(
                        "remind",
                        "is no shorter than `within`, so that the reminder comes with the order",
                        Text("configuration.fault.remindLate")
                    )
                ] : [])
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.contractors.\(path)", problem, text)
    }
}

extension Period {
    /// About how many days it is long.
    fileprivate var days: Int {
        switch self {
        case .workingDays(let count): count * 7 / 5
        case .days(let count): count
        case .months(let count): count * 30
        }
    }
}
