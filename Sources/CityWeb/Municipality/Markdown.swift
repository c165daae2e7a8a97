import CityKit

/// The part of Markdown that regulations need: headings, paragraphs, numbered and plain lists. Everything else is text.
struct Markdown: Component {
    private let text: String

    init(_ text: String) { self.text = text }

    var html: HTML {
        text.split(separator: "\n\n").map(block).joined()
    }

    private func block(_ block: Substring) -> HTML {
        let lines = block.split(separator: "\n").map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
        let headings = lines.prefix { $0.hasPrefix("#") }
        return "\(headings.html(Self.heading))\(Self.paragraph(lines.dropFirst(headings.count)))"
    }

    /// The page has the first level already.
    private static func heading(_ line: String) -> HTML {
        let level = min(line.prefix { $0 == "#" }.count + 1, 4)
        let heading: HTML = HTML(trusted: "h\(level)")
        return "<\(heading)>\(line.drop { $0 == "#" }.trimmingSpaces())</\(heading)>\n"
    }

    private static func paragraph(_ lines: ArraySlice<String>) -> HTML {
        guard let first = lines.first else { return .empty }
        if lines.allSatisfy({ $0.hasPrefix("- ") }) {
            return "<ul class=\"bullets\">\(lines.html { "<li>\($0.dropFirst(2))</li>\n" })</ul>\n"
        }
        if lines.allSatisfy({ number(of: $0) != nil }), let start = number(of: first) {
            return "<ol class=\"numbers\" start=\"\(start)\">\(lines.html { "<li>\(body(of: $0))</li>\n" })</ol>\n"
        }
        return "<p>\(lines.joined(separator: " "))</p>\n"
    }

    private static func number(of line: String) -> Int? {
        guard let dot = line.firstIndex(of: "."), line[dot...].hasPrefix(". ") else { return nil }
        return Int(line[..<dot])
    }

    private static func body(of line: String) -> Substring { line.drop { $0 != " " }.dropFirst() }
}
