import CityTestSupport
import Foundation

/// A page of the project's documents, in Markdown.
struct Document: Sendable {
    /// From the root: `docs/operations.md`.
    let path: String
    let text: String

    /// Every page of the root, of `docs`, and beside tests and towns.
    static let all: [Document] = {
        let root = ProjectFiles.root
        let top = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let below = ["docs", "Municipalities", "Tests"].flatMap { folder in
            (try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path))
                .map { paths in paths.map { "\(folder)/\($0)" } } ?? []
        }
        let pages = (top + below).filter { $0.hasSuffix(".md") && !$0.contains("/regulation/") }
        return pages.sorted().compactMap { path in
            (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map {
                Document(path: path, text: $0)
            }
        }
    }()

    /// What is set as code: spans in backticks, indented lines, and blocks between fences.
    var code: [String] {
        var found: [String] = []
        var isFenced = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isFenced.toggle()
            } else if isFenced || line.hasPrefix("    ") {
                found.append(String(line))
            } else {
                found += line.matches(of: /`([^`]+)`/).map { String($0.1) }
            }
        }
        return found
    }

    /// Targets of links within the project, from the root, with the heading after a `#` where there is one.
    var links: [(file: String, heading: String?)] {
        text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }.filter { !$0.contains(":") }.map { link in
            let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            let file = parts[0].isEmpty ? path : Self.normal(folder.isEmpty ? parts[0] : "\(folder)/\(parts[0])")
            return (file, parts.count > 1 ? parts[1] : nil)
        }
    }

    /// The headings as links name them.
    var headings: Set<String> {
        let titles = text.matches(of: /(?m)^#+ (.+)$/).map { String($0.1).lowercased() }
        return Set(
            titles.map { title in String(title.filter { $0.isLetter || $0.isNumber || " -".contains($0) }) }
                .map { $0.replacing(" ", with: "-") }
        )
    }

    private static func normal(_ path: String) -> String {
        path.split(separator: "/").reduce(into: [Substring]()) { parts, part in
            if part == ".." { parts = parts.dropLast() } else if part != "." { parts.append(part) }
        }.joined(separator: "/")
    }
}
