import CityDomain
import CityKit
import Hummingbird

/// One comment with what the office can do about it now.
struct CommentDeskPage {
    var page: OfficePage
    let opened: ModerateComments.Opened
    let form: CommentActForm

    private var open: OpenComment { opened.open }
    private var comment: ReportComment { opened.open.comment }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = form.errors
        return page.response(
            visit,
            """
            \(BackLink(words("comment.desk.title"), to: visit.path("office/comments")))
            \(form.errors.summary)\(lost(visit))
            \(PageHead(
                tags: [StatusTag(comment.state.look, words(comment.state.text))],
                facts: visit.moment(comment.writtenAt),
                title: words("comment.own.one", ["number": .words(open.report.number.description)])
            ))
            \(Columns(.work, "\(flags(visit))\(written(visit))\(ways(visit))", "\(acts(visit))"))
            """
        )
    }

    private func flags(_ visit: Visit) -> HTML? {
        guard comment.flags > 0 else { return nil }
        let grounds = CommentFlag.allCases.compactMap { ground in
            opened.flags[ground].map { "\(visit.words(ground.text)): \($0)" }
        }
        return Notice(
            kind: .information,
            icon: .flag,
            title: visit.words(Text("comment.desk.flags", ["count": .number(comment.flags)])),
            text: HTML(text: grounds.joined(separator: ", "))
        ).html
    }

    private func written(_ visit: Visit) -> HTML {
        let facts = OpenCommentFacts(open: open, visit: visit)
        return Card(
            id: "words",
            title: visit.name(of: comment.voice),
            content: """
                <p>\(HTML(paragraphs: open.words ?? ""))</p>
                \(facts.published)\(facts.reason)
                """
        ).html
    }

    private func ways(_ visit: Visit) -> HTML {
        let number = open.report.number
        let (words, named) = (visit.words, ["number": Text.Argument.words(number.description)])
        var links = [
            Link(words("comment.desk.case", named), to: visit.path("office/reports/\(number.path)")),
            Link(words("comment.desk.all", named), to: visit.path("office/reports/\(number.path)/comments")),
        ]
        if let resident = comment.resident, page.signed.staff.rights.have(.manageResidents) {
            links.append(Link(words("comment.desk.account"), to: visit.path("office/residents/\(resident)")))
        }
        return "<div class=\"row\">\(links.html { LinkButton($0, look: .quiet, size: .small).html })</div>"
    }

    // MARK: - What can be done

    private func acts(_ visit: Visit) -> HTML {
        offered.html { act in
            switch act {
            case .publish: publish(visit)
            case .keep: keep(visit)
            case .refuse, .takeDown: refusal(act, visit)
            }
        }
    }

    /// What was typed for an act that is not offered any more, because somebody else was quicker.
    private func lost(_ visit: Visit) -> HTML? {
        guard let act = form.act, !offered.contains(act) else { return nil }
        return TypedWords(visit: visit, words: form.value("words", of: act) ?? form.value("reason", of: act) ?? "").html
    }

    private var offered: [CommentAct] {
        switch comment.state {
        case .waiting: [.publish, .refuse]
        case .published: comment.flags > 0 ? [.keep, .takeDown] : [.takeDown]
        case .refused, .takenDown: []
        }
    }

    private func publish(_ visit: Visit) -> HTML {
        let words = visit.words
        let present = form.value("words", of: .publish) ?? open.words ?? ""
        let field = Field(
            name: "words",
            label: words("comment.desk.publish.words"),
            hint: words("comment.desk.publish.hint"),
            error: form.error("words", of: .publish),
            control: .area(TextArea(value: present, rows: 6)),
            prefix: "publish-"
        )
        let hints = HintList(visit: visit, hints: visit.site.useCases.casework.findHints(present, in: visit.town))
        return card(
            .publish,
            look: .framed,
            "\(field)\(hints)\(Button(words: words("comment.desk.publish.button"), icon: .eye, size: .wide))",
            visit
        )
    }

    private func refusal(_ act: CommentAct, _ visit: Visit) -> HTML {
        let words = visit.words
        let ground = ground(act, visit)
        let field = Field(
            name: "reason",
            label: words("comment.desk.reason"),
            hint: words(ground == nil ? "comment.desk.reason.hint" : "comment.desk.reason.hint.ground"),
            error: form.error("reason", of: act),
            control: .area(TextArea(value: form.value("reason", of: act) ?? "", rows: 3)),
            prefix: "\(act.rawValue)-"
        )
        return card(
            act,
            look: .plain,
            "\(ground)\(field)\(Button(words: words("comment.desk.\(act.rawValue).button"), look: .danger))",
            visit
        )
    }

    /// The kinds of content that the regulation forbids; nil where it names none.
    private func ground(_ act: CommentAct, _ visit: Visit) -> Field? {
        let (words, grounds) = (visit.words, visit.town.commentGrounds)
        guard !grounds.isEmpty else { return nil }
        let options = grounds.map { Select.Option(value: $0.rawValue, words: words($0.text)) }
        return Field(
            name: "ground",
            label: words("comment.desk.ground"),
            error: form.error("ground", of: act),
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("comment.desk.ground.other"))] + options,
                    selected: form.value("ground", of: act)
                )
            ),
            prefix: "\(act.rawValue)-"
        )
    }

    private func keep(_ visit: Visit) -> HTML {
        card(.keep, look: .framed, Button(words: visit.words("comment.desk.keep.button"), icon: .check).html, visit)
    }

    private func card(_ act: CommentAct, look: Card.Look, _ fields: HTML, _ visit: Visit) -> HTML {
        Card(
            id: act.rawValue,
            title: visit.words("comment.desk.\(act.rawValue)"),
            look: look,
            content: """
                <p class="small">\(visit.words("comment.desk.\(act.rawValue).text"))</p>
                \(Form(action: visit.path("office/comments/\(comment.id)/\(act.rawValue)")).html(fields))
                """
        ).html
    }
}
