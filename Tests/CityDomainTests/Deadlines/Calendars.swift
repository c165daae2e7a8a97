import CityKit
import CityTestSupport
import Testing

extension WorkingCalendar {
    static func poland(closed: [ClosedDay] = []) throws -> WorkingCalendar {
        WorkingCalendar(try ProjectFiles.holidays("pl"), closedDays: closed)
    }

    /// With martial law as long as no administrator ends it, or until `lastDay`.
    static func ukraine(martialLawUntil lastDay: CivilDate? = nil) throws -> WorkingCalendar {
        let holidays = try ProjectFiles.holidays("ua")
        guard let lastDay else { return WorkingCalendar(holidays) }
        return WorkingCalendar(try #require(holidays.ending("martial-law", on: lastDay)))
    }
}
