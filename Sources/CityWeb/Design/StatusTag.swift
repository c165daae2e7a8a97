import CityKit

/// The shape and the colour of a state. The first six are the statuses of a report; the last two lie over a status and
/// never stand for one.
enum StatusLook: String, CaseIterable, Sendable {
    case new, accepted, working, done, closed, rejected
    /// The clock stands until somebody answers.
    case waiting
    case overdue

    /// Sets the two colours of the state for everything inside the element.
    var style: String { "status-\(rawValue)" }

    /// The shape alone; the word must be near.
    var shape: HTML { Icon.svg(named: style, style: "shape") }
}

/// Shape and word of a state, never cut and never a link.
struct StatusTag: Component {
    let look: StatusLook
    let words: String

    init(_ look: StatusLook, _ words: String) {
        self.look = look
        self.words = words
    }

    var html: HTML { "<span class=\"tag \(look.style)\">\(look.shape)\(words)</span>" }
}
