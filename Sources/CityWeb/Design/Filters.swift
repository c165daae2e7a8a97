import CityKit

/// Questions that narrow a list, on one line where there is room.
struct Filters: Component {
    let action: String
    /// Names the form for a screen reader.
    let label: String
    /// Values that go along unseen, in the order given.
    var hidden: [(name: String, value: String)] = []
    /// With unseen labels, since their first option says what they are about.
    let fields: [Field]
    let button: String
    /// Views that were kept.
    var saved: [Link] = []

    var html: HTML {
        """
        <form class="filters" action="\(action)" method="get" role="search" aria-label="\(label)">
        \(hidden.html { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(fields)
        \(Button(words: button, look: .quiet))\(saved)
        </form>
        """
    }
}
