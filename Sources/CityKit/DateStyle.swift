/// How much of a date is said, and how. The raw values are what a text writes in its gap: `{end:full}`.
public enum DateStyle: String, Hashable, Sendable, CaseIterable {
    /// "Tuesday 30 December 2025", "wtorek, 30 grudnia 2025 r."
    case full
    /// "30 December 2025"; a gap without a style.
    case long
    /// "30 Dec 2025", "30.12.2025".
    case short
    /// The full date in the case that follows "od", "do", "до": "wtorku, 30 grudnia 2025 r."; in English like `full`.
    case genitive
    /// The full date with the word for "on" before it: "we wtorek, 30 grudnia 2025 r."
    case on
    /// "30 December".
    case dayMonth = "day_month"
    /// "30 Dec", "30 gru".
    case dayMonthShort = "day_month_short"
    /// "Tuesday".
    case weekday
    /// "Tue", "wt".
    case weekdayShort = "weekday_short"
}

extension CivilDate {
    /// The date as people of a language write it.
    public func words(in language: Language, style: DateStyle = .long) -> String {
        let grammar = Grammar.of(language)
        switch style {
        case .full: return grammar.weekdays[weekday - 1] + grammar.afterWeekday + long(grammar)
        case .long: return long(grammar)
        case .short: return short(language, grammar)
        case .genitive: return grammar.weekdaysGenitive[weekday - 1] + grammar.afterWeekday + long(grammar)
        case .on: return grammar.weekdaysOn[weekday - 1] + grammar.afterWeekday + long(grammar)
        case .dayMonth: return "\(day) \(grammar.months[month - 1])"
        case .dayMonthShort: return "\(day) \(grammar.shortMonths[month - 1])"
        case .weekday: return grammar.weekdays[weekday - 1]
        case .weekdayShort: return grammar.shortWeekdays[weekday - 1]
        }
    }

    private func long(_ grammar: Grammar) -> String {
        "\(day) \(grammar.months[month - 1]) \(year)\(grammar.afterYear)"
    }

    private func short(_ language: Language, _ grammar: Grammar) -> String {
        if language == .english { return "\(day) \(grammar.shortMonths[month - 1]) \(year)" }
        return "\(day < 10 ? "0" : "")\(day).\(month < 10 ? "0" : "")\(month).\(year)"
    }
}

extension Sequence<CivilDate> {
    /// The days in order, the month once for each: "24, 25, 26 December". With years when there are several.
    public func words(in language: Language) -> String {
        let grammar = Grammar.of(language)
        let days = sorted()
        let saysYears = days.first?.year != days.last?.year
        var text = ""
        for (index, day) in days.enumerated() {
            let next = index + 1 < days.count ? days[index + 1] : nil
            text += index == 0 ? "\(day.day)" : ", \(day.day)"
            if next?.year != day.year || next?.month != day.month { text += " \(grammar.months[day.month - 1])" }
            if saysYears, next?.year != day.year { text += " \(day.year)\(grammar.afterYear)" }
        }
        return text
    }
}
