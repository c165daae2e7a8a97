/// How a church computes Easter Sunday.
public enum Easter: String, Hashable, Sendable {
    /// Gregorian: Poland.
    case western
    /// The Julian paschal full moon, given in civil (Gregorian) days: Ukraine.
    case orthodox

    /// Easter Sunday of a year from 1583 on.
    public func sunday(of year: Int) -> CivilDate {
        switch self {
        case .western: western(year)
        case .orthodox: orthodox(year)
        }
    }

    /// J. Meeus, Astronomical Algorithms, chapter 8 (the anonymous algorithm of 1876).
    private func western(_ year: Int) -> CivilDate {
        let golden = year % 19
        let century = year / 100
        let yearOfCentury = year % 100
        let moonShift = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - moonShift + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let correction = (golden + 11 * epact + 22 * toSunday) / 451
        let march = epact + toSunday - 7 * correction + 22
        return CivilDate(year, 3, 1) + (march - 1)
    }

    /// J. Meeus, the same chapter, for the Julian calendar. That calendar has a leap day every four years, so its
    /// 1 March lies a number of days behind the civil one that grows in three of four centuries.
    private func orthodox(_ year: Int) -> CivilDate {
        let epact = (19 * (year % 19) + 15) % 30
        let toSunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
        let march = epact + toSunday + 22
        let daysBehind = year / 100 - year / 400 - 2
        return CivilDate(year, 3, 1) + (march - 1 + daysBehind)
    }
}
