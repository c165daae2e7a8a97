import CityKit

/// The way through a long list.
struct Pagination: Component {
    /// Names the navigation for a screen reader: “Pages”.
    let label: String
    /// “1–9 of 14”.
    let position: String
    var previous: Link?
    var next: Link?

    var html: HTML {
        let previous = previous?.anchor(before: Icon.back.html)
        return """
            <nav class="pagination" aria-label="\(label)">\(previous)<span class="muted">\(position)</span>\(next)</nav>
            """
    }
}
