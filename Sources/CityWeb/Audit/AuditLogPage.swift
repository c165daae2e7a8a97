import CityDomain
import CityKit
import Hummingbird

/// Entries of the log, the newest first, with questions that narrow it.
struct AuditLogPage {
    let page: OfficePage
    let search: AuditSearch
    let opened: ReadAudit.Opened
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let table = QueueTable(
            caption: page.title,
            columns: ["what", "who", "object", "words"].map { words("audit.column.\($0)") },
            rows: opened.lines.elements.map { AuditRow(line: $0, visit: visit).row }
        )
        let list: HTML =
            opened.lines.elements.isEmpty ? "<p class=\"muted\">\(words("audit.none"))</p>" : table.html
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("audit.lead")))
            \(errors.summary)
            \(filters(visit))
            \(list)
            \(older(visit))
            """
        )
    }

    private func filters(_ visit: Visit) -> Filters {
        let words = visit.words
        let groups = AuditGroup.allCases.map { Select.Option(value: $0.rawValue, words: words($0.text)) }
        let people = opened.people.map { Select.Option(value: $0.id.rawValue, words: $0.name.text) }
        return Filters(
            action: visit.path("office/audit"),
            label: words("audit.filter"),
            fields: [
                choice("group", [Select.Option(value: "", words: words("audit.group.all"))] + groups, words),
                choice("person", [Select.Option(value: "", words: words("audit.person.all"))] + people, words),
                line("report", TextLine(value: form["report"]), words),
                line("from", TextLine(value: form["from"], kind: .date), words),
                line("to", TextLine(value: form["to"], kind: .date), words),
            ],
            button: words("audit.filter.button")
        )
    }

    private func choice(_ name: String, _ options: [Select.Option], _ words: Words) -> Field {
        Field(
            name: name,
            label: words("audit.\(name)"),
            control: .select(Select(options: options, selected: form[name]))
        )
    }

    private func line(_ name: String, _ line: TextLine, _ words: Words) -> Field {
        Field(name: name, label: words("audit.\(name)"), error: errors[name], control: .line(line))
    }

    /// What was asked for and could be read, as a query: ids and figures, which need no escaping.
    private var asked: String {
        let person = search.person.flatMap { wanted in opened.people.first { $0.id == wanted } }?.id
        let fields: KeyValuePairs = [
            "group": search.group?.rawValue, "person": person?.rawValue, "report": search.report?.path,
            "from": search.from?.description, "to": search.to?.description,
        ]
        return fields.compactMap { field in field.value.map { "\(field.key)=\($0)&" } }.joined()
    }

    /// The way to older entries, with the same questions.
    private func older(_ visit: Visit) -> Pagination? {
        opened.lines.next.map { next in
            Pagination(
                label: visit.words("page.pages"),
                position: "",
                next: Link(visit.words("page.older"), to: visit.path("office/audit?\(asked)after=\(next)"))
            )
        }
    }
}

/// One entry in words.
private struct AuditRow {
    let line: ReadAudit.Line
    let visit: Visit

    private var entry: AuditEntry { line.found.entry }

    var row: QueueTable.Row {
        QueueTable.Row(
            head: line.kind.map { visit.words($0.text) } ?? entry.kind,
            note: visit.moment(entry.at),
            cells: [
                QueueTable.Cell(actor, note: role),
                QueueTable.Cell(markup: object),
                QueueTable.Cell(
                    line.words.map { "\($0.name): \($0.words)" }.joined(separator: "; "),
                    note: visit.words("audit.entry", ["sequence": .number(line.found.sequence)])
                ),
            ]
        )
    }

    private var actor: String {
        let words = visit.words
        return switch line.actor {
        case .person(let name): name.text
        case .gone(let id): words("audit.actor.gone", ["id": .words(id)])
        case .program: words("audit.actor.program")
        case .resident: words("audit.actor.resident")
        case .command(let command): words("audit.actor.command", ["words": .words(command)])
        case .stranger: words("audit.actor.stranger")
        }
    }

    /// The role and the unit, where the log knows one.
    private var role: String? {
        guard let post = entry.role.flatMap(StaffPost.init(text:)) else { return entry.role }
        let unit = post.unit.flatMap(visit.town.unit).map { " · \(visit.words($0.name))" } ?? ""
        return visit.words(post.role.text) + unit
    }

    private var object: HTML {
        let part: HTML? = entry.part.map { "<small>\($0)</small>" }
        guard let number = line.found.report else { return "\(line.subject?.text ?? entry.object)\(part)" }
        return "\(Link("\(number)", to: visit.path("office/reports/\(number.path)")))\(part)"
    }
}
