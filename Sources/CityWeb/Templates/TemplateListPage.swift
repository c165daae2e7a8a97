import CityDomain
import CityKit
import Hummingbird

/// All templates of answers of the town.
struct TemplateListPage {
    let page: OfficePage
    let lines: [KeepTemplates.Line]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let head = PageHead(
            title: page.title,
            lead: words("template.lead"),
            action: LinkButton(Link(words("template.new"), to: visit.path("office/templates/new")), size: .small).html
        )
        let table = QueueTable(
            caption: page.title,
            columns: ["name", "use", "reach"].map { words("template.column.\($0)") },
            rows: lines.map { row($0, visit) }
        )
        let list: HTML = lines.isEmpty ? "<p class=\"muted\">\(words("template.none"))</p>" : table.html
        return page.response(visit, "\(head)\n\(list)")
    }

    /// Letters and signs of the words that tell templates apart.
    private static let shown = 120

    /// The first words on one line: many templates begin with the same salutation.
    private func beginning(of words: String) -> String {
        let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= Self.shown ? line : "\(line.prefix(Self.shown))…"
    }

    private func row(_ line: KeepTemplates.Line, _ visit: Visit) -> QueueTable.Row {
        let (words, draft) = (visit.words, line.template.draft)
        let unit = draft.unit.map { id in visit.town.unit(id).map { words($0.name) } ?? id.rawValue }
        let category = draft.category.map { id in visit.town.category(id).map { words($0.name) } ?? id.rawValue }
        let reach = [unit, category].compactMap(\.self).joined(separator: " · ")
        return QueueTable.Row(
            head: draft.name,
            note: beginning(of: draft.words),
            href: line.mayChange ? visit.path("office/templates/\(line.template.id)") : nil,
            cells: [
                QueueTable.Cell(words(draft.use?.text ?? Text("template.use.all"))),
                QueueTable.Cell(reach.isEmpty ? words("template.reach.all") : reach),
            ]
        )
    }
}
