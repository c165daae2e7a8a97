import CityKit

/// The days from an event to the end of a term, one cell each. Good for ten days and fewer; longer terms are told in
/// words.
struct DayStrip: Component {
    enum Kind: String, Sendable {
        /// The day of the event, which does not count.
        case event
        case counted
        /// A day off, which does not count.
        case off
        /// A day on which the town's clock stands.
        case paused
        /// The last day of the term.
        case last
    }

    struct Day: Sendable {
        let kind: Kind
        /// Two letters.
        let weekday: String
        /// Of the month.
        let number: Int
        /// Below the number: the count, a dash.
        let caption: String
        /// What a screen reader says instead of the cell: “Tuesday 23 December: first day”.
        let spoken: String
    }

    /// “Days from the report to the end of the term”.
    let label: String
    let days: [Day]

    var html: HTML { "<ol class=\"days\" aria-label=\"\(label)\">\n\(days.html(cell))</ol>" }

    private func cell(_ day: Day) -> HTML {
        """
        <li class="\(day.kind.rawValue)">\(Unseen(day.spoken))<span aria-hidden="true">\(day.weekday) \
        <b>\(day.number)</b> <small>\(day.caption)</small></span></li>

        """
    }
}
