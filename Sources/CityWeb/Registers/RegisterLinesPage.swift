import CityDomain
import CityKit
import Hummingbird

/// A list of disclosures or of processors, and the form that adds a line.
struct RegisterLinesPage {
    let page: OfficePage
    let register: Register
    let entries: [KeepRegisters.Opened]
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = errors
        let table = QueueTable(
            caption: page.title,
            columns: register.fields.prefix(3).map { words("registers.\(register.rawValue).\($0)") } + [
                words("registers.\(register.rawValue).day")
            ],
            rows: entries.map { row($0, visit) }
        )
        let list: HTML = entries.isEmpty ? "<p class=\"muted\">\(words("registers.none"))</p>" : table.html
        let file = Link(words("registers.file"), to: visit.path("office/\(register.rawValue)/file"))
        return page.response(
            visit,
            """
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("registers.\(register.rawValue).lead")))
            <div class="stack">
            \(list)
            <p>\(file)</p>
            \(adding(visit))
            </div>
            """
        )
    }

    private func row(_ entry: KeepRegisters.Opened, _ visit: Visit) -> QueueTable.Row {
        let until = entry.until.map { visit.words("registers.until", ["date": .date($0)]) }
        let note = entry.words["note"].flatMap { $0.isEmpty ? nil : $0 }
        let cells = register.fields.dropFirst().prefix(2).map { QueueTable.Cell(entry.words[$0] ?? "") }
        return QueueTable.Row(
            head: entry.words[register.fields[0]] ?? "",
            note: note,
            cells: cells + [
                QueueTable.Cell(entry.from.words(in: visit.language), note: until, more: ending(entry, visit))
            ]
        )
    }

    /// Ends a processor that still processes.
    private func ending(_ entry: KeepRegisters.Opened, _ visit: Visit) -> HTML? {
        guard register == .processors, entry.until == nil else { return nil }
        let button = Button(words: visit.words("registers.processors.end"), look: .link)
        return Form(action: visit.path("office/processors/\(entry.id)/end")).html(button.html)
    }

    private func adding(_ visit: Visit) -> HTML {
        let words = visit.words
        let day = Field(
            name: "day",
            label: words("registers.\(register.rawValue).day"),
            error: errors["day"],
            control: .line(TextLine(value: form["day"], kind: .date, width: .half))
        )
        let fields = register.fields.html { name in
            Field(
                name: name,
                label: words("registers.\(register.rawValue).\(name)"),
                error: errors[name],
                optional: name == register.fields.last ? words("form.optional") : nil,
                control: .area(TextArea(value: form[name], rows: 2))
            ).html
        }
        return Card(
            id: "add",
            title: words("registers.\(register.rawValue).add"),
            look: .framed,
            content: Form(action: visit.path("office/\(register.rawValue)")).html(
                "\(day)\(fields)\(Button(words: words("registers.add.button")))"
            )
        ).html
    }
}
