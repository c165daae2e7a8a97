/// The public holidays of a country and what its law says about them and about terms, as `Calendars/*.json5` write it.
public struct HolidayCalendar: Hashable, Sendable, Decodable {
    /// A time in which the law on public holidays does not apply: holidays are working days and no day off moves.
    /// Saturdays and Sundays stay off.
    public struct Regime: Hashable, Sendable {
        public let id: String
        public let name: LocalizedText
        public let law: String
        public let validity: Validity
    }

    /// A holiday on a Saturday or Sunday makes the next day that is neither off nor a holiday a day off.
    public struct Substitution: Hashable, Sendable {
        public let law: String
        public let validity: Validity
    }

    /// Where the rules of terms are written, in words a reader of each language understands.
    public struct TermLaw: Hashable, Sendable, Decodable {
        /// The day of the event is not counted.
        public let start: LocalizedText
        /// A term of months ends on the day with the number of the first one, or on the last day of the month.
        public let months: LocalizedText
        /// A term that would end on a Saturday or a statutory day off ends on the next day that is neither.
        public let rollOver: LocalizedText
    }

    /// ISO 3166-1 code.
    public let country: String
    /// The first day on which the rules below are complete; before it the calendar says nothing reliable.
    public let since: CivilDate
    public let termLaw: TermLaw
    public let holidays: [Holiday]
    public let substitution: Substitution?
    public private(set) var regimes: [Regime]

    /// The same calendar with the end of a regime; `lastDay` is the last day on which it applies. Nil when there is no
    /// regime with that id.
    public func ending(_ regime: String, on lastDay: CivilDate) -> Self? {
        guard let index = regimes.firstIndex(where: { $0.id == regime }) else { return nil }
        var calendar = self
        calendar.regimes[index] = regimes[index].ending(on: lastDay)
        return calendar
    }

    /// What the calendar says about single days; days that are not in it are ordinary ones.
    enum Mark: Hashable {
        case off(DayOff)
        /// A holiday that is a working day because of a regime.
        case suspended(LocalizedText, Regime)
    }

    func marks(in years: ClosedRange<Int>) -> [CivilDate: Mark] {
        var marks: [CivilDate: Mark] = [:]
        // The year before is there for a holiday at its end whose day off moves into January.
        for year in (years.lowerBound - 1)...years.upperBound {
            for holiday in holidays {
                guard let date = holiday.date(in: year), marks[date] == nil else { continue }
                let regime = regimes.first { $0.validity.contains(date) }
                marks[date] = regime.map { .suspended(holiday.name, $0) } ?? .off(.holiday(holiday.name))
            }
        }
        addSubstitutes(to: &marks)
        return marks
    }

    private func addSubstitutes(to marks: inout [CivilDate: Mark]) {
        guard let substitution else { return }
        for date in marks.keys.sorted() where date.isWeekend && substitution.validity.contains(date) {
            guard case .off(.holiday(let name)) = marks[date] else { continue }
            var moved = date + 1
            while moved.isWeekend || marks[moved] != nil { moved = moved + 1 }
            if !regimes.contains(where: { $0.validity.contains(moved) }) { marks[moved] = .off(.substitute(for: name)) }
        }
    }

    private enum CodingKeys: CodingKey { case country, since, termLaw, holidays, substitution, regimes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        country = try container.decode(String.self, forKey: .country)
        since = try container.decode(CivilDate.self, forKey: .since)
        termLaw = try container.decode(TermLaw.self, forKey: .termLaw)
        holidays = try container.decode([Holiday].self, forKey: .holidays)
        substitution = try container.decodeIfPresent(Substitution.self, forKey: .substitution)
        regimes = try container.decodeIfPresent([Regime].self, forKey: .regimes) ?? []
        guard Set(regimes.map(\.id)).count == regimes.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .regimes,
                in: container,
                debugDescription: "two regimes have the same id"
            )
        }
    }
}

extension HolidayCalendar.Regime: Decodable {
    fileprivate func ending(on lastDay: CivilDate) -> Self {
        Self(id: id, name: name, law: law, validity: validity.ending(on: lastDay))
    }

    private enum CodingKeys: CodingKey { case id, name, law }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        name = try container.decode(LocalizedText.self, forKey: .name)
        law = try container.decode(String.self, forKey: .law)
        validity = try Validity(from: decoder)
    }
}

extension HolidayCalendar.Substitution: Decodable {
    private enum CodingKeys: CodingKey { case law }

    public init(from decoder: any Decoder) throws {
        law = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .law)
        validity = try Validity(from: decoder)
    }
}
