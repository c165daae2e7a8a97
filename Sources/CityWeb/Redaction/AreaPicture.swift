import CityDomain
import CityKit

/// The large photo with its areas drawn upon it, each with the number of its row. The server draws what is typed; the
/// script `redaction.js` lets areas be drawn with a pointer and follows what is typed.
struct AreaPicture: Component {
    let address: String
    let label: String
    /// Pixels.
    let width: Int
    let height: Int
    let areas: [TypedArea]

    var html: HTML {
        """
        <div class="redaction-picture">
        <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(label)" data-picture>
        <image href="\(address)" width="\(width)" height="\(height)"/>
        \(areas.enumerated().map { area($0.element, $0.offset + 1) })</svg>
        </div>
        """
    }

    /// Nothing for a row of which no area can be made.
    private func area(_ typed: TypedArea, _ row: Int) -> HTML {
        guard let area = typed.drawn else { return .empty }
        let (left, top) = (pixels(area.left, of: width), pixels(area.top, of: height))
        let (wide, high) = (pixels(area.width, of: width), pixels(area.height, of: height))
        return """
            <g class="area \(area.cover.rawValue)"><rect x="\(left)" y="\(top)" width="\(wide)" height="\(high)"/>\
            <text x="\(left + wide / 2)" y="\(top + high / 2)" font-size="\(max(width, height) / 28)">\(row)</text></g>

            """
    }

    private func pixels(_ tenths: Int, of edge: Int) -> Int { tenths * edge / PhotoArea.whole }
}
