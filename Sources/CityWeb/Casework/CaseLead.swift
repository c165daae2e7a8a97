import CityDomain
import CityKit

/// Who leads a case, and whether the reader watches it.
struct CaseLead: Component {
    let visit: Visit
    let report: Report
    let casework: OpenCasework
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let reader: ID<Staff>
    let form: CaseForm

    var html: HTML {
        let words = visit.words
        let lead = casework.lead?.name.text ?? words("case.lead.nobody")
        return Card(
            id: "lead",
            title: words("case.lead"),
            content: """
                <p><b>\(lead)</b></p>\(standIn)
                \(mayTake ? take : nil)\(watch)\(casework.candidates.isEmpty ? nil : assign)
                """
        ).html
    }

    private var standIn: HTML? {
        casework.standIn.map { name in
            "\n<p class=\"small\">\(visit.words("case.lead.away", ["name": .words(name.text)]))</p>"
        }
    }

    /// Who may lead it, and does not yet.
    private var mayTake: Bool {
        casework.lead?.id != reader && casework.candidates.contains { $0.id == reader }
    }

    private var seen: [(name: String, value: String)] {
        [("lead", casework.lead?.id.rawValue ?? ""), ("action", CaseAction.assign.rawValue)]
    }

    private var take: HTML {
        Form(
            action: visit.path(CaseAction.assign.path(of: report.number)),
            hidden: seen + [("assignee", reader.rawValue)]
        ).html(Button(words: visit.words("case.lead.take"), look: .quiet, size: .small).html)
    }

    private var watch: HTML {
        Form(
            action: visit.path(CaseAction.watch.path(of: report.number)),
            hidden: [("watch", casework.isWatched ? "0" : "1")]
        ).html(
            Button(
                words: visit.words(casework.isWatched ? "case.unwatch" : "case.watch"),
                icon: .eye,
                look: .quiet,
                size: .small
            ).html
        )
    }

    private var assign: HTML {
        let words = visit.words
        let nobody = Select.Option(value: "", words: words("case.lead.nobody"))
        let people = casework.candidates.map { Select.Option(value: $0.id.rawValue, words: $0.name.text) }
        let assignee = Field(
            name: "assignee",
            label: words("case.lead.assignee"),
            error: form.error("assignee", of: .assign),
            control: .select(
                Select(
                    options: [nobody] + people,
                    selected: form.value("assignee", of: .assign, fallback: casework.lead?.id.rawValue ?? "")
                )
            ),
            prefix: "assign-"
        )
        let note = Field(
            name: "note",
            label: words("case.lead.note"),
            error: form.error("note", of: .assign),
            optional: words("form.optional"),
            control: .area(TextArea(value: form.value("note", of: .assign), rows: 2)),
            prefix: "assign-"
        )
        return Disclosure(
            question: words("case.lead.assign"),
            state: form.action == .assign ? .open : .closed,
            answer: Form(action: visit.path(CaseAction.assign.path(of: report.number)), hidden: seen).html(
                "\(assignee)\(note)\(Button(words: words("case.lead.assign.button"), look: .quiet))"
            )
        ).html
    }
}
