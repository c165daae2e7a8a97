import CityDomain
import CityKit

/// Which months the office looks at, as its form asks.
enum StatisticsPeriod: Hashable, Sendable {
    /// This one and the eleven before.
    case lastTwelve
    case year(Int)
    case all

    /// What stands in an address; anything else is the first choice.
    init(_ word: String) {
        switch word {
        case "all": self = .all
        default: self = Int(word).flatMap { (1_900...9_000).contains($0) ? .year($0) : nil } ?? .lastTwelve
        }
    }

    var word: String {
        switch self {
        case .lastTwelve: "12"
        case .year(let year): "\(year)"
        case .all: "all"
        }
    }

    /// - Parameter first: the first month with a report.
    func months(from first: CivilMonth, until today: CivilMonth) -> ClosedRange<CivilMonth> {
        switch self {
        case .lastTwelve: today - 11...today
        case .year(let year): CivilMonth(year, 1)...CivilMonth(year, 12)
        case .all: first...max(first, today)
        }
    }
}
