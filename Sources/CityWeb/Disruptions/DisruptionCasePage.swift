import CityDomain
import CityKit
import Hummingbird

/// One disruption in the office: what is announced, its history, and the ways to go on.
struct DisruptionCasePage {
    let page: OfficePage
    let disruption: Disruption
    let lines: [DisruptionLine]
    /// Nil where nothing was posted.
    let posted: DisruptionFields?

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        let errors = posted?.errors ?? .none
        page.errors = errors
        let shown = DisruptionWords(disruption, visit)
        return page.response(
            visit,
            """
            \(BackLink(words("disruption.desk.title"), to: visit.path("office/disruptions")))
            \(errors.summary)
            \(PageHead(facts: shown.state, title: shown.kind, lead: shown.span))
            \(posted?.warned)
            \(Columns(.work, "\(announced(visit))\(history(visit))", ways(shown.phase, visit)))
            """
        )
    }

    private func announced(_ visit: Visit) -> HTML {
        let texts = visit.town.profile.languages.html { language in
            let said: HTML = disruption.course.words[language].map { HTML(paragraphs: $0) } ?? "<p>–</p>"
            return "<div><dt>\(language.ownName)</dt><dd lang=\"\(language.rawValue)\">\(said)</dd></div>\n"
        }
        let link = Link(visit.words("disruption.desk.public"), to: visit.path("disruptions"))
        return Card(
            id: "announced",
            title: visit.words("disruption.desk.announced"),
            content: "<dl class=\"facts\">\n\(texts)</dl>\n<p>\(link)</p>"
        ).html
    }

    private func history(_ visit: Visit) -> HTML {
        let shown = DisruptionWords(disruption, visit)
        let items = lines.html { line in
            let act = act(line.act, visit.words)
            return """
                <li><b>\(act)</b> <small>\(shown.moment(line.at))</small><br>\(shown.span(of: line.course))\(shown.affected(line.course))</li>

                """
        }
        return Card(
            id: "history",
            title: visit.words("disruption.history"),
            content: "<ol class=\"numbers stack tight\">\n\(items)</ol>"
        ).html
    }

    private func act(_ act: DisruptionLine.Act, _ words: Words) -> String {
        switch act {
        case .announced: words("disruption.act.announced")
        case .corrected: words("disruption.act.corrected")
        case .ended: words("disruption.act.ended")
        case .cancelled: words("disruption.act.cancelled")
        }
    }

    private func ways(_ phase: Disruption.Phase, _ visit: Visit) -> HTML {
        switch phase {
        case .running: "\(way(.end, visit))\(correct(visit))"
        case .upcoming: "\(correct(visit))\(way(.cancel, visit))"
        case .over, .cancelled: "<p class=\"muted\">\(visit.words("disruption.closed"))</p>"
        }
    }

    private func action(_ act: DisruptionAct, _ visit: Visit, hidden: [(name: String, value: String)] = []) -> Form {
        Form(
            action: visit.path("office/disruptions/\(disruption.id)/\(act.rawValue)"),
            hidden: [("seen", "\(disruption.version)")] + hidden
        )
    }

    private func correct(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = posted.flatMap { $0.isEmpty ? nil : $0 } ?? DisruptionFields(disruption, visit)
        let button =
            fields.warnings.isEmpty ? words("disruption.correct.button") : words("disruption.correct.anyway")
        return Card(
            id: "correct",
            title: words("disruption.correct"),
            content: action(.correct, visit, hidden: fields.hidden).html(
                "\(fields.course)\n\(Button(words: button, look: .quiet))"
            )
        ).html
    }

    private func way(_ act: DisruptionAct, _ visit: Visit) -> HTML {
        let words = visit.words
        let isEnd = act == .end
        return Card(
            id: act.rawValue,
            title: isEnd ? words("disruption.end") : words("disruption.cancel"),
            look: isEnd ? .framed : .plain,
            content: action(act, visit).html(
                """
                <p>\(isEnd ? words("disruption.end.lead") : words("disruption.cancel.lead"))</p>
                \(Button(words: isEnd ? words("disruption.end.button") : words("disruption.cancel.button"), look: isEnd ? .main : .danger))
                """
            )
        ).html
    }
}
