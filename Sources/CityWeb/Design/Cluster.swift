import CityKit

/// Things side by side; they wrap where there is no room.
struct Cluster: Component {
    enum Spread: Sendable {
        case together
        /// The first at the beginning of the line, the last at its end.
        case apart
    }

    let spread: Spread
    let items: [HTML]

    init(_ items: any Component...) {
        spread = .together
        self.items = items.map(\.html)
    }

    init(_ spread: Spread, _ items: any Component...) {
        self.spread = spread
        self.items = items.map(\.html)
    }

    var html: HTML { "<div class=\"\(spread == .apart ? "row apart" : "row")\">\(items)</div>" }
}
