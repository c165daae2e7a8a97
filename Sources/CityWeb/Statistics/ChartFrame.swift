import CityKit

/// A picture of figures that stand in a table beside it: its title and its meaning are all that a screen reader says of it.
/// Lengths are of pixels and shares of the width, so that letters have their size on every screen. Colours come from classes;
/// no colour alone says anything.
struct ChartFrame: Component {
    let id: String
    let title: String
    let meaning: String
    /// Pixels.
    let height: Int
    var style = "chart"
    /// `0 0 w h` of a picture that is scaled as a whole.
    var view: String?
    let content: HTML

    var html: HTML {
        let size: HTML = view.map { "viewBox=\"\($0)\"" as HTML } ?? "height=\"\(height)\""
        return """
            <svg class="\(style)" role="img" aria-labelledby="\(id)-title \(id)-text" width="100%" \(size) focusable="false">
            <title id="\(id)-title">\(title)</title><desc id="\(id)-text">\(meaning)</desc>
            \(content)</svg>
            """
    }
}
