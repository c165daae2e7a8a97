import CityKit

/// Months with their counts, side by side.
struct ColumnChart: Component {
    struct Column: Sendable {
        /// Nil where there is no room for one.
        let name: String?
        let count: Int?
    }

    let id: String
    let title: String
    let meaning: String
    let columns: [Column]

    private static let (top, height) = (24, 150)

    var html: HTML {
        let largest = max(1, columns.compactMap(\.count).max() ?? 1)
        let step = 100 / Double(max(1, columns.count))
        let base = Self.top + Self.height
        let marks = Array(columns.enumerated()).html { index, column in
            let length = (column.count ?? 0) * Self.height / largest
            let left = percent(step * (Double(index) + 0.12))
            let middle = percent(step * (Double(index) + 0.5))
            let name: HTML? = column.name.map {
                "<text x=\"\(middle)\" y=\"\(base + 20)\" text-anchor=\"middle\">\($0)</text>"
            }
            return """
                <rect class="bar" x="\(left)" y="\(base - length)" width="\(percent(step * 0.76))" height="\(length)"/>\(name)

                """
        }
        let content: HTML = """
            <text class="value" x="0" y="14">\(largest.grouped)</text>
            <line class="rule" x1="0" x2="100%" y1="\(Self.top)" y2="\(Self.top)"/>
            <line class="rule" x1="0" x2="100%" y1="\(base)" y2="\(base)"/>
            \(marks)
            """
        return ChartFrame(id: id, title: title, meaning: meaning, height: base + 28, content: content).html
    }

    private func percent(_ value: Double) -> String { "\((value * 100).rounded() / 100)%" }
}
