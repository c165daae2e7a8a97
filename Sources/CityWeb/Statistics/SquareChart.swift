import CityDomain
import CityKit

/// Squares of a town with a circle in each, the larger the more reports it has.
struct SquareChart: Component {
    struct Square: Sendable {
        let square: AreaGrid.Square
        /// Nil for a count that is kept back.
        let count: Int?
    }

    let id: String
    let title: String
    let meaning: String
    let grid: AreaGrid
    let squares: [Square]

    /// Of a square: as wide and as high as it is on the ground in the middle of Europe.
    private static let (width, height, edge) = (44, 36, 36)

    var html: HTML {
        let (wide, high) = (grid.columns * Self.width, grid.rows * Self.height)
        return ChartFrame(
            id: id,
            title: title,
            meaning: meaning,
            height: high,
            style: "chart squares",
            view: "0 0 \(wide + Self.edge) \(high + Self.edge)",
            content: "\(lines(wide, high))\(names)\(outline)\(marks)"
        ).html
    }

    private func lines(_ wide: Int, _ high: Int) -> HTML {
        let columns = (0...grid.columns).html { column in
            let x = Self.edge + column * Self.width
            return "<line class=\"rule\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(Self.edge)\" y2=\"\(Self.edge + high)\"/>"
        }
        let rows = (0...grid.rows).html { row in
            let y = Self.edge + row * Self.height
            return "<line class=\"rule\" x1=\"\(Self.edge)\" x2=\"\(Self.edge + wide)\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
        return "\(columns)\n\(rows)\n"
    }

    private var names: HTML {
        let columns = (0..<grid.columns).html { column in
            let name = AreaGrid.Square.letters(column)
            let x = Self.edge + column * Self.width + Self.width / 2
            return "<text x=\"\(x)\" y=\"26\" text-anchor=\"middle\">\(name)</text>"
        }
        let rows = (0..<grid.rows).html { row in
            let y = Self.edge + row * Self.height + Self.height / 2 + 7
            return "<text x=\"18\" y=\"\(y)\" text-anchor=\"middle\">\(row + 1)</text>"
        }
        return "\(columns)\n\(rows)\n"
    }

    private var outline: HTML {
        grid.outline.html { ring in
            let points = ring.map { point in
                "\(place(point.x, Self.width)),\(place(point.y, Self.height))"
            }
            return "<polygon class=\"outline\" points=\"\(points.joined(separator: " "))\"/>\n"
        }
    }

    private func place(_ squares: Double, _ size: Int) -> Int { Self.edge + Int((squares * Double(size)).rounded()) }

    private var marks: HTML {
        let largest = Double(max(1, squares.compactMap(\.count).max() ?? 1))
        return squares.html { mark in
            let x = Self.edge + mark.square.column * Self.width + Self.width / 2
            let y = Self.edge + mark.square.row * Self.height + Self.height / 2
            guard let count = mark.count else { return "<circle class=\"kept\" cx=\"\(x)\" cy=\"\(y)\" r=\"3\"/>\n" }
            let radius = (max(2, (Double(count) / largest).squareRoot() * 16) * 10).rounded() / 10
            return "<circle class=\"bar\" cx=\"\(x)\" cy=\"\(y)\" r=\"\("\(radius)")\"/>\n"
        }
    }
}
