import CityDomain
import CityKit
import Foundation

/// The districts of a town, the darker the more reports they have for their size. Each has the number of its line in the table.
struct DistrictChart: Component {
    struct Part: Sendable {
        let number: Int
        let area: Boundary
        /// Reports for each square kilometre; nil for a count that is kept back.
        let density: Double?
    }

    let id: String
    let title: String
    let meaning: String
    /// Of the town; nil where it has none.
    let outline: Boundary?
    let parts: [Part]
    let words: Words

    /// Shades, besides that of no report at all.
    private static let steps = 5

    var html: HTML {
        let sheet = Sheet(around: parts.map(\.area) + (outline.map { [$0] } ?? []))
        let ground: HTML? = outline.map { "<path class=\"outline\" fill-rule=\"evenodd\" d=\"\(sheet.path($0))\"/>\n" }
        let frame = ChartFrame(
            id: id,
            title: title,
            meaning: meaning,
            height: Sheet.width,
            style: "chart districts",
            view: "0 0 \(Sheet.width) \(sheet.height)",
            content: "\(pattern)\(ground)\(parts.html { area($0, on: sheet) })\(parts.html { sign($0, on: sheet) })"
        )
        return "\(frame)\(legend)"
    }

    private var densest: Double { parts.compactMap(\.density).max() ?? 0 }

    /// 0 for none; nil for what is kept back.
    private func step(_ density: Double?) -> Int? {
        density.map { $0 == 0 ? 0 : min(Self.steps, Int(($0 / densest * Double(Self.steps)).rounded(.up))) }
    }

    private func fill(_ step: Int?) -> HTML {
        step.map { "class=\"district step-\($0)\"" } ?? "class=\"district\" fill=\"url(#\(id)-kept)\""
    }

    private func area(_ part: Part, on sheet: Sheet) -> HTML {
        "<path \(fill(step(part.density))) fill-rule=\"evenodd\" d=\"\(sheet.path(part.area))\"/>\n"
    }

    private func sign(_ part: Part, on sheet: Sheet) -> HTML {
        guard let (x, y) = part.area.middle.map(sheet.place) else { return .empty }
        return """
            <circle class="sign" cx="\(x)" cy="\(y)" r="15"/>\
            <text x="\(x)" y="\(y + 6)" text-anchor="middle">\(part.number)</text>

            """
    }

    private var pattern: HTML {
        """
        <defs><pattern id="\(id)-kept" width="8" height="8" patternUnits="userSpaceOnUse">\
        <rect class="step-0" width="8" height="8"/><path d="M0 8L8 0"/></pattern></defs>

        """
    }

    private var legend: HTML {
        let none = parts.contains { $0.density == 0 } ? [(0 as Int?, words("statistics.districts.none"))] : []
        let shades = densest == 0 ? [] : (1...Self.steps).map { step in (step as Int?, words(range(of: step))) }
        let kept = parts.contains { $0.density == nil } ? [(nil as Int?, words("statistics.hidden"))] : []
        let signs = (none + shades + kept).html { step, words in
            """
            <li><svg class="chart sign" width="24" height="16" aria-hidden="true" focusable="false">\
            <rect \(fill(step)) width="24" height="16"/></svg>\(words)</li>

            """
        }
        return "<p class=\"muted\">\(words("statistics.districts.legend"))</p>\n<ul class=\"legend\">\n\(signs)</ul>"
    }

    private func range(of step: Int) -> String {
        let ends = [step - 1, step].map { words.decimal(densest * Double($0) / Double(Self.steps)) }
        return ends.joined(separator: "–")
    }
}

/// Areas laid flat on a sheet, the north at the top.
private struct Sheet {
    static let width = 640
    private static let edge = 4.0

    let height: Int
    private let west: Double
    private let north: Double
    /// Of the sheet for a degree.
    private let scale: (east: Double, north: Double)

    init(around areas: [Boundary]) {
        let points = areas.flatMap { $0.rings.flatMap(\.self) }
        let (longitudes, latitudes) = (points.map(\.longitude), points.map(\.latitude))
        west = longitudes.min() ?? 0
        north = latitudes.max() ?? 0
        let south = latitudes.min() ?? 0
        let narrowing = cos((north + south) / 2 * .pi / 180)
        let wide = max((longitudes.max() ?? 0) - west, 1e-6) * narrowing
        let high = max(north - south, 1e-6)
        // A long town does not become a tower.
        let room = Double(Self.width) - 2 * Self.edge
        let unit = min(room / wide, room / high)
        scale = (unit * narrowing, unit)
        height = Int((high * unit + 2 * Self.edge).rounded(.up))
    }

    func place(_ point: Coordinate) -> (x: Int, y: Int) {
        (
            Int((Self.edge + (point.longitude - west) * scale.east).rounded()),
            Int((Self.edge + (north - point.latitude) * scale.north).rounded())
        )
    }

    /// The lines of an area, for the attribute `d`.
    func path(_ area: Boundary) -> String {
        area.rings.map { ring in
            let points = ring.dropLast().map(place).map { "\($0.x) \($0.y)" }
            return "M\(points.joined(separator: "L"))Z"
        }.joined()
    }
}
