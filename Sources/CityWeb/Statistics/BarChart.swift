import CityKit

/// Things with their counts, one below the other.
struct BarChart: Component {
    struct Bar: Sendable {
        let name: String
        /// Nil for a count that is kept back.
        let count: Int?
        let words: String
    }

    let id: String
    let title: String
    let meaning: String
    let bars: [Bar]
    /// The count of a bar as wide as the chart; nil for that of the largest.
    var whole: Int?

    /// More say less; the table has them all.
    static let most = 12
    private static let line = 44
    /// Letters that fit above a bar on a narrow telephone.
    private static let letters = 38

    var html: HTML {
        let shown = Array(bars.prefix(Self.most))
        let largest = whole ?? max(1, shown.compactMap(\.count).max() ?? 1)
        let content = Array(shown.enumerated()).html { index, bar in
            let top = index * Self.line
            let mark: HTML? = bar.count.map { count in
                let width = count == 0 ? "0" : "\(max(0.5, tenths(count, of: largest)))%"
                return """
                    <rect class="track" x="0" y="\(top + 22)" width="100%" height="14" rx="3"/>\
                    <rect class="bar" x="0" y="\(top + 22)" width="\(width)" height="14" rx="3"/>
                    """
            }
            return """
                <text x="0" y="\(top + 15)">\(cut(bar.name))</text>\
                <text class="value" x="100%" y="\(top + 15)" text-anchor="end">\(bar.words)</text>\(mark)

                """
        }
        return ChartFrame(id: id, title: title, meaning: meaning, height: shown.count * Self.line, content: content)
            .html
    }

    private func cut(_ name: String) -> String {
        name.count <= Self.letters ? name : name.prefix(Self.letters - 1).trimmingSpaces() + "…"
    }

    /// Percent, to a tenth.
    private func tenths(_ count: Int, of largest: Int) -> Double {
        (Double(count) / Double(largest) * 1_000).rounded() / 10
    }
}
