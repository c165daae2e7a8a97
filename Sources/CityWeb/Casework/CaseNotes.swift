import CityDomain
import CityKit

/// What the office writes about a case for itself.
struct CaseNotes: Component {
    let visit: Visit
    let number: ReportNumber
    let lines: [OpenCasework.Line]
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let form: CaseForm

    var html: HTML {
        let words = visit.words
        let none: HTML = "<p class=\"muted\">\(words("case.notes.none"))</p>"
        return Card(
            id: "notes",
            title: words("case.notes"),
            icon: .lock,
            note: words("case.notes.note"),
            content: """
                \(lines.isEmpty ? none : Conversation(messages: lines.map(message)).html)
                \(rights.contains(.noteReports) ? write : nil)
                """
        ).html
    }

    private func message(_ line: OpenCasework.Line) -> Conversation.Message {
        let author = line.author?.text ?? visit.words("case.notes.program")
        return Conversation.Message(
            side: .note,
            by: "\(author) · \(visit.moment(line.at))",
            text: [line.act.words(visit), line.words].compactMap(\.self).joined(separator: "\n"),
            below: line.files.html(file)
        )
    }

    private func file(_ file: OpenNoteFile) -> HTML {
        let words = visit.words
        guard let kept = file.kept else { return "<p class=\"muted\">\(words("case.notes.files.removed"))</p>\n" }
        let place = visit.path("office/reports/\(number.path)/files/\(file.id)")
        let shown = words(
            "case.notes.files.name",
            ["name": .words(kept.name), "kilobytes": .number((kept.size + 999) / 1_000)]
        )
        let button = Button(words: words("case.notes.files.remove"), look: .danger, size: .small)
        let removal = Disclosure(
            question: words("case.notes.files.wrong", ["name": .words(kept.name)]),
            answer: "<p>\(words("case.notes.files.forGood"))</p>\(Form(action: "\(place)/remove").html(button.html))"
        )
        return
            "<p>\(LinkButton(Link(shown, to: place), look: .quiet, size: .small))</p>\(rights.contains(.noteReports) ? removal.html : nil)\n"
    }

    private var write: HTML {
        let words = visit.words
        let note = Field(
            name: "note",
            label: words("case.notes.new"),
            error: form.error("note", of: .note),
            control: .area(TextArea(value: form.value("note", of: .note), rows: 3)),
            prefix: "note-"
        )
        return Form(
            action: visit.path(CaseAction.note.path(of: number)),
            hidden: [("action", CaseAction.note.rawValue)],
            encoding: .files
        ).html("\(note)\(files)\(Button(words: words("case.notes.button"), look: .quiet))")
    }

    private var files: Field {
        let words = visit.words
        let isAgain = form.action == .note && !form.errors.isEmpty
        let hint = words(
            "case.notes.files.hint",
            ["count": .number(NoteFile.mostOfNote), "megabytes": .number(NoteFile.largest / 1_000_000)]
        )
        return Field(
            name: "files",
            label: words("case.notes.files"),
            hint: isAgain ? "\(words("case.notes.files.again")) \(hint)" : hint,
            error: form.error("files", of: .note),
            optional: words("form.optional"),
            control: .files(
                FileChoice(
                    accept: NoteFileKind.allCases.flatMap(\.endings).map { ".\($0)" }.joined(separator: ","),
                    count: .several
                )
            ),
            prefix: "note-"
        )
    }
}

extension OpenCasework.Line.Act {
    /// Nil where the words of the line say it all.
    func words(_ visit: Visit) -> String? {
        switch self {
        case .noted: nil
        case .assigned(let lead): visit.words("case.notes.assigned", ["name": .words(lead.text)])
        case .unassigned: visit.words("case.notes.unassigned")
        case .unitAsked(let unit): about(unit, "case.notes.unitAsked", visit)
        case .unitReleased(let unit): about(unit, "case.notes.unitReleased", visit)
        case .unitAnswered(let unit): about(unit, "case.notes.unitAnswered", visit)
        case .unitDeclined(let unit): about(unit, "case.notes.unitDeclined", visit)
        case .returned: visit.words("case.notes.returned")
        case .kept: visit.words("case.notes.kept")
        case .filed: visit.words("case.notes.filed")
        }
    }

    private func about(_ unit: ID<CityDomain.Unit>, _ key: String, _ visit: Visit) -> String {
        visit.words(key, ["unit": .words(visit.name(of: unit))])
    }
}
