import CityDomain
import CityKit
import Hummingbird

/// The register of breaches, and the form that notes one.
struct BreachListPage {
    let page: OfficePage
    let breaches: [Breach]
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let table = QueueTable(
            caption: page.title,
            columns: ["breach", "notice", "telling"].map { words("breach.column.\($0)") },
            rows: breaches.map { row($0, visit) }
        )
        let list: HTML = breaches.isEmpty ? "<p class=\"muted\">\(words("breach.none"))</p>" : table.html
        let file = Link(words("registers.file"), to: visit.path("office/breaches/file"))
        return page.response(
            visit,
            """
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("breach.lead")))
            <div class="stack">
            \(list)
            <p>\(file)</p>
            \(noting(visit))
            </div>
            """
        )
    }

    private func row(_ breach: Breach, _ visit: Visit) -> QueueTable.Row {
        let line = BreachLine(breach: breach, visit: visit)
        let late = breach.isOverdue(at: visit.now) ? visit.words("case.overdue") : nil
        return QueueTable.Row(
            head: line.title,
            note: line.learned,
            href: visit.path("office/breaches/\(breach.id)"),
            cells: [
                QueueTable.Cell(line.notice, note: late),
                QueueTable.Cell(line.telling, note: breach.closedAt == nil ? nil : visit.words("breach.closed")),
            ]
        )
    }

    private func noting(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = BreachFields(
            visit: visit,
            errors: errors,
            value: { form[$0] },
            natures: Set(form.all("natures"))
        )
        return Card(
            id: "note",
            title: words("breach.note"),
            look: .framed,
            content: Form(action: visit.path("office/breaches")).html(
                """
                \(fields.moment(words("breach.day")))
                \(fields.description)
                \(Button(words: words("breach.note.button")))
                """
            )
        ).html
    }
}
