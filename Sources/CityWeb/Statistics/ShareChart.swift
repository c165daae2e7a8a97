import CityKit

/// Parts of a whole, one whole below the other, each part with a pattern of its own.
struct ShareChart: Component {
    /// In the order of the parts.
    enum Part: String, CaseIterable, Sendable {
        case inTime, late, overdue, running
    }

    struct Whole: Sendable {
        let name: String
        let words: String
        /// In the order of `Part`.
        let parts: [Int]
    }

    let id: String
    let title: String
    let meaning: String
    let wholes: [Whole]
    /// In the order of `Part`.
    let legend: [String]

    private static let line = 56

    var html: HTML {
        let content = Array(wholes.enumerated()).html { index, whole in bar(whole, top: index * Self.line) }
        let frame = ChartFrame(
            id: id,
            title: title,
            meaning: meaning,
            height: wholes.count * Self.line,
            content: "\(Self.patterns(id))\(content)"
        )
        return "\(frame)\(signs)"
    }

    private func bar(_ whole: Whole, top: Int) -> HTML {
        let sum = max(1, whole.parts.reduce(0, +))
        var start = 0
        let parts = Array(zip(Part.allCases, whole.parts)).html { part, count in
            defer { start += count }
            guard count > 0 else { return .empty }
            return """
                <rect class="part \(part.rawValue)" fill="url(#\(id)-\(part.rawValue))" x="\(percent(start, sum))" \
                y="\(top + 22)" width="\(percent(count, sum))" height="20"/>
                """
        }
        return """
            <text x="0" y="\(top + 15)">\(whole.name)</text>\
            <text class="value" x="100%" y="\(top + 15)" text-anchor="end">\(whole.words)</text>\(parts)

            """
    }

    private func percent(_ count: Int, _ sum: Int) -> String {
        "\((Double(count) / Double(sum) * 10_000).rounded() / 100)%"
    }

    /// Plain, slanted lines, crossed lines, dots.
    private static func patterns(_ id: String) -> HTML {
        """
        <defs>\
        \(pattern(id, .inTime, ""))\
        \(pattern(id, .late, "<path d=\"M0 8L8 0\"/>"))\
        \(pattern(id, .overdue, "<path d=\"M0 8L8 0M0 0L8 8\"/>"))\
        \(pattern(id, .running, "<circle cx=\"4\" cy=\"4\" r=\"1.5\"/>"))</defs>

        """
    }

    private static func pattern(_ id: String, _ part: Part, _ drawing: HTML) -> HTML {
        """
        <pattern class="\(part.rawValue)" id="\(id)-\(part.rawValue)" width="8" height="8" patternUnits="userSpaceOnUse">\
        <rect width="8" height="8"/>\(drawing)</pattern>
        """
    }

    private var signs: HTML {
        let signs = Array(zip(Part.allCases, legend)).html { part, words in
            """
            <li><svg class="chart sign" width="24" height="16" aria-hidden="true" focusable="false">\
            <rect class="part \(part.rawValue)" fill="url(#\(id)-\(part.rawValue))" width="24" height="16"/></svg>\(words)</li>

            """
        }
        return "<ul class=\"legend\">\n\(signs)</ul>"
    }
}
