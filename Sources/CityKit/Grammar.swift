/// A form of a word that depends on a count (CLDR, cardinal numbers).
public enum PluralForm: String, Hashable, Sendable, CaseIterable {
    case one, few, many, other
}

/// How a language writes days, months and counts (CLDR 45).
struct Grammar: Sendable {
    /// January first, in the case they have after the number of a day.
    let months: [String]
    let shortMonths: [String]
    /// Monday first.
    let weekdays: [String]
    let shortWeekdays: [String]
    /// In the case they have after the words for "from" and "until".
    let weekdaysGenitive: [String]
    /// With the word for "on" before them.
    let weekdaysOn: [String]
    let afterWeekday: String
    /// With a space that does not break before it.
    let afterYear: String
    let timeSeparator: String
    /// The forms a text needs that changes with a count.
    let pluralForms: [PluralForm]
    private let form: @Sendable (Int) -> PluralForm

    /// The form that goes with a whole number; its sign does not matter.
    func pluralForm(of count: Int) -> PluralForm { form(Int(clamping: count.magnitude)) }

    static func of(_ language: Language) -> Grammar {
        switch language {
        case .polish: polish
        case .ukrainian: ukrainian
        case .english: english
        }
    }

    private static func words(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.trimmingSpaces() }
    }

    private static let polish = Grammar(
        months: words(
            """
            stycznia, lutego, marca, kwietnia, maja, czerwca,
            lipca, sierpnia, września, października, listopada, grudnia
            """
        ),
        shortMonths: words("sty, lut, mar, kwi, maj, cze, lip, sie, wrz, paź, lis, gru"),
        weekdays: words("poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela"),
        shortWeekdays: words("pn, wt, śr, cz, pt, so, nd"),
        weekdaysGenitive: words("poniedziałku, wtorku, środy, czwartku, piątku, soboty, niedzieli"),
        weekdaysOn: words("w poniedziałek, we wtorek, w środę, w czwartek, w piątek, w sobotę, w niedzielę"),
        afterWeekday: ", ",
        afterYear: "\u{A0}r.",
        timeSeparator: ".",
        pluralForms: [.one, .few, .many, .other],
        form: { count in
            if count == 1 { return .one }
            return (2...4).contains(count % 10) && !(12...14).contains(count % 100) ? .few : .many
        }
    )

    private static let ukrainian = Grammar(
        months: words(
            """
            січня, лютого, березня, квітня, травня, червня,
            липня, серпня, вересня, жовтня, листопада, грудня
            """
        ),
        shortMonths: words("січ., лют., бер., квіт., трав., черв., лип., серп., вер., жовт., лист., груд."),
        weekdays: words("понеділок, вівторок, середа, четвер, п’ятниця, субота, неділя"),
        shortWeekdays: words("пн, вт, ср, чт, пт, сб, нд"),
        weekdaysGenitive: words("понеділка, вівторка, середи, четверга, п’ятниці, суботи, неділі"),
        weekdaysOn: words("у понеділок, у вівторок, у середу, у четвер, у п’ятницю, у суботу, у неділю"),
        afterWeekday: ", ",
        afterYear: "\u{A0}р.",
        timeSeparator: ":",
        pluralForms: [.one, .few, .many, .other],
        form: { count in
            if count % 10 == 1, count % 100 != 11 { return .one }
            return (2...4).contains(count % 10) && !(12...14).contains(count % 100) ? .few : .many
        }
    )

    private static let english = Grammar(
        months: words(
            """
            January, February, March, April, May, June,
            July, August, September, October, November, December
            """
        ),
        shortMonths: words("Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec"),
        weekdays: words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"),
        shortWeekdays: words("Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        weekdaysGenitive: words("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"),
        weekdaysOn: words("on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, on Saturday, on Sunday"),
        afterWeekday: " ",
        afterYear: "",
        timeSeparator: ":",
        pluralForms: [.one, .other],
        form: { $0 == 1 ? .one : .other }
    )
}
