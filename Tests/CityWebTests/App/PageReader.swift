import CityKit

/// Reads a page as a person does: its title, its mistakes, what stands in its fields.
struct PageReader {
    let markup: String

    init(_ markup: String) { self.markup = markup }

    struct Fault: Equatable, CustomStringConvertible {
        /// Where the link of the summary leads; empty without a link.
        let field: String
        let words: String

        var description: String { "\(field): \(words)" }
    }

    var title: String { first(#/<title>([^<]*)</title>/#) ?? "" }
    var heading: String { first(#/<h1>([^<]*)</h1>/#) ?? "" }
    var language: String { first(#/<html lang="([^"]*)"/#) ?? "" }

    /// The lines of the summary above the form.
    var faults: [Fault] {
        guard let start = markup.firstRange(of: "<section class=\"errors\""),
            let end = markup[start.upperBound...].firstRange(of: "</section>")
        else { return [] }
        return markup[start.upperBound..<end.lowerBound].matches(of: #/<li>(?:<a href="#([^"]*)">)?([^<]*)/#).map {
            Fault(field: $0.1.map(String.init) ?? "", words: Self.plain($0.2))
        }
    }

    /// What stands at a field that has to be mended.
    func fault(at field: String) -> String? {
        guard let start = markup.firstRange(of: "id=\"\(field)-error\">") else { return nil }
        let text = markup[start.upperBound...].prefix(
            upTo: markup[start.upperBound...].firstRange(of: "</p>")?.lowerBound ?? markup.endIndex
        )
        return Self.plain(text.replacing(#/<[^>]*>/#, with: ""))
    }

    /// What a line or a text area holds.
    func value(_ name: String) -> String? {
        for input in markup.matches(of: #/<input [^>]*>/#).map({ $0.0 }) where input.contains("name=\"\(name)\"") {
            return input.firstMatch(of: #/ value="([^"]*)"/#).map { Self.plain($0.1) } ?? ""
        }
        guard
            let start = markup.firstRange(of: "name=\"\(name)\" rows=")
                ?? markup.firstRange(of: "name=\"\(name)\" aria-"),
            let text = markup[start.upperBound...].firstMatch(of: #/>\n([^<]*)</textarea>/#)
        else { return nil }
        return Self.plain(text.1)
    }

    /// The answers that are ticked under a name.
    func ticked(_ name: String) -> [String] {
        markup.matches(of: #/<input [^>]*>/#).map { $0.0 }
            .filter { $0.contains("name=\"\(name)\"") && $0.contains(" checked") }
            .compactMap { $0.firstMatch(of: #/ value="([^"]*)"/#).map { Self.plain($0.1) } }
    }

    /// What stands in lists of names and values.
    var facts: [String: String] {
        let pairs = markup.matches(of: #/<dt>([^<]*)</dt><dd>(.*?)</dd>/#.dotMatchesNewlines())
            .map { (Self.plain($0.1), Self.plain($0.2.replacing(#/<[^>]*>/#, with: ""))) }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Where the links of the page lead.
    var links: [String] { markup.matches(of: #/<a [^>]*href="([^"]*)"/#).map { Self.plain($0.1) } }

    /// Everything that the page loads or leads to.
    var addresses: [String] {
        markup.matches(of: #/ (?:src|href|action|srcset|data)="([^"]*)"/#).map { Self.plain($0.1) }
    }

    /// The page without its markup, in one line.
    var text: String {
        let body = markup.firstRange(of: "<body").map { markup[$0.lowerBound...] } ?? markup[...]
        return Self.plain(body.replacing(#/<[^>]*>/#, with: " "))
            // What does not break a line is a letter to the eye.
            .split { $0.isWhitespace && $0 != "\u{A0}" }.joined(separator: " ")
    }

    private func first(_ pattern: Regex<(Substring, Substring)>) -> String? {
        markup.firstMatch(of: pattern).map { Self.plain($0.1) }
    }

    private static func plain(_ text: Substring) -> String {
        var plain = String(text)
        for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            plain = plain.replacing(entity, with: sign)
        }
        return plain
    }
}

extension PageReader {
    private static func plain(_ text: String) -> String { plain(text[...]) }
}
