/// Why a day is not a working day.
public enum DayOff: Hashable, Sendable {
    case saturday
    case sunday
    /// A public holiday by its name.
    case holiday(LocalizedText)
    /// A day off that a public holiday on a Saturday or Sunday moved here.
    case substitute(for: LocalizedText)
    /// The office is closed although the law does not say so; the office may give a name for it.
    case officeClosed(LocalizedText?)

    /// Whether the law makes the day off, Saturdays included; only such a day moves the end of a term.
    public var isStatutory: Bool {
        if case .officeClosed = self { false } else { true }
    }

    public var text: Text {
        switch self {
        case .saturday: Text("day_off.saturday")
        case .sunday: Text("day_off.sunday")
        case .holiday(let name): .localized(name)
        case .substitute(let name): Text("day_off.substitute", ["name": .text(.localized(name))])
        case .officeClosed(let name?): Text("day_off.office_closed_for", ["name": .text(.localized(name))])
        case .officeClosed(nil): Text("day_off.office_closed")
        }
    }
}
