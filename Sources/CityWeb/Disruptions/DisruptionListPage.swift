import CityDomain
import CityKit
import Hummingbird

/// The office's list of disturbances, and the form that announces one.
struct DisruptionListPage {
    let page: OfficePage
    let disruptions: [Disruption]
    let fields: DisruptionFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = fields.errors
        let list: HTML = disruptions.isEmpty ? "<p class=\"muted\">\(words("disruption.none"))</p>" : table(visit)
        return page.response(
            visit,
            """
            \(fields.errors.summary)
            \(PageHead(title: page.title, lead: words("disruption.desk.lead")))
            <div class="stack">
            \(fields.warned)\(list)
            \(Columns(.work, form(visit), fields.rules ?? .empty))
            </div>
            """
        )
    }

    private func table(_ visit: Visit) -> HTML {
        let words = visit.words
        return QueueTable(
            caption: page.title,
            columns: [
                words("disruption.column.what"), words("disruption.column.when"), words("disruption.column.state"),
            ],
            rows: disruptions.map { disruption in
                let shown = DisruptionWords(disruption, visit)
                let said = disruption.words(in: visit.language, else: visit.town.profile.languages[0]).words
                return QueueTable.Row(
                    head: shown.kind,
                    note: said,
                    href: visit.path("office/disruptions/\(disruption.id)"),
                    cells: [QueueTable.Cell(shown.span), QueueTable.Cell(shown.state)]
                )
            }
        ).html
    }

    private func form(_ visit: Visit) -> HTML {
        let words = visit.words
        let button = fields.warnings.isEmpty ? words("disruption.announce.button") : words("disruption.announce.anyway")
        return Card(
            id: "announce",
            title: words("disruption.announce"),
            look: .framed,
            content: Form(action: visit.path("office/disruptions"), hidden: fields.hidden).html(
                "\(fields.kind)\n\(fields.course)\n\(Button(words: button))"
            )
        ).html
    }
}

extension DisruptionWords {
    /// What it is, without saying when.
    var kind: String {
        switch disruption.kind {
        case .planned: words("disruption.kind.planned")
        case .unplanned: words("disruption.kind.unplanned")
        }
    }

    var state: String {
        switch phase {
        case .running: words("disruption.state.running")
        case .upcoming: words("disruption.state.upcoming")
        case .over: words("disruption.state.over")
        case .cancelled: words("disruption.state.cancelled")
        }
    }
}
