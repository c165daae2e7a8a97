import CityDomain
import CityKit

/// What differs between two revisions, file by file: data by its places, texts by their lines.
struct DifferenceView: Component {
    let from: MunicipalityFiles
    let to: MunicipalityFiles
    let words: Words

    /// Places, or lines, of one file.
    private static let most = 100

    init(from: MunicipalityFiles, to: MunicipalityFiles, words: Words) {
        self.from = from
        self.to = to
        self.words = words
    }

    var html: HTML {
        let changes = MunicipalityDiff(from: from, to: to).changes
        guard !changes.isEmpty else { return "<p class=\"muted\">\(words("configuration.same"))</p>" }
        let files = changes.map(\.file).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        return files.html { file in block(file, changes.filter { $0.file == file }) }
    }

    private func block(_ file: String, _ changes: [MunicipalityDiff.Change]) -> HTML {
        let title = ConfigurationPart(file: file).map { words($0.text) } ?? file
        let isText = changes.count == 1 && changes[0].path.isEmpty
        return
            "<h3>\(title) <small class=\"muted\">\(file)</small></h3>\n\(isText ? lines(of: file) : places(changes, title))\n"
    }

    private func places(_ changes: [MunicipalityDiff.Change], _ title: String) -> HTML {
        let table = QueueTable(
            caption: title,
            columns: ["place", "old", "new"].map { words("configuration.column.\($0)") },
            rows: changes.prefix(Self.most).map { change in
                QueueTable.Row(
                    head: change.path.replacing(".", with: " › "),
                    cells: [
                        QueueTable.Cell(labelled: change.old ?? words("configuration.nothing")),
                        QueueTable.Cell(labelled: change.new ?? words("configuration.nothing")),
                    ]
                )
            }
        )
        return "\(table)\(rest(changes.count))"
    }

    private func lines(of file: String) -> HTML {
        guard let old = from.contents[file] else { return "<p>\(words("configuration.file.added"))</p>" }
        guard let new = to.contents[file] else { return "<p>\(words("configuration.file.removed"))</p>" }
        let lines = TextDifference(from: old, to: new).lines
        return "\(lines.prefix(Self.most).map(line).html(\.self))\(rest(lines.count))"
    }

    private func line(_ line: TextDifference.Line) -> HTML {
        switch line {
        case .removed(let text): "<p class=\"small\"><del>\(text)</del></p>\n"
        case .added(let text): "<p class=\"small\"><ins>\(text)</ins></p>\n"
        }
    }

    private func rest(_ count: Int) -> HTML? {
        guard count > Self.most else { return nil }
        return "<p class=\"muted\">\(words("configuration.more", ["count": .number(count - Self.most)]))</p>"
    }
}
