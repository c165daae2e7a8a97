import CityDomain
import CityKit

/// What a reader of a report's page typed as a comment, or did with one just now.
struct CommentForm {
    var words = ""
    /// Makes sending the form twice one comment; nil for a new form.
    var key: Token?
    var errors = ErrorFields.none
    /// What the writer should look at once more before the comment goes to the office.
    var hints: [TextHint] = []
    /// Nil where nothing was done.
    var done: Done?

    enum Done: String {
        case sent, removed, flagged
    }

    /// What the writer saw a warning of and sends all the same.
    static func mark(of hints: [TextHint]) -> String {
        hints.map { "\($0.kind.rawValue) \($0.excerpt)" }.joined(separator: "\n")
    }
}

/// The comments under a report, and the form for one more.
struct CommentSection: Component {
    let visit: Visit
    let report: Report
    /// What everybody reads.
    let comments: [PublicComment]
    /// Those of the reader that wait for the office.
    var waiting: [OpenComment] = []
    var form = CommentForm()
    /// For a form that is shown for the first time.
    let newKey: Token

    var html: HTML {
        let words = visit.words
        let title =
            comments.isEmpty
            ? words("comment.title") : words(Text("comment.title.count", ["count": .number(comments.count)]))
        let list: HTML? =
            comments.isEmpty && waiting.isEmpty
            ? nil : "<ol class=\"conversation comments\">\n\(comments.html(line))\(waiting.html(own))</ol>"
        return PageSection(
            id: "comments",
            title: title,
            content: """
                <div class="stack">\(done)
                \(list ?? "<p class=\"muted\">\(words("comment.none"))</p>")
                \(write)</div>
                """
        ).html
    }

    private var done: HTML? {
        form.done.map { done in
            Notice(
                kind: .success,
                title: visit.words("comment.done.\(done.rawValue).title"),
                text: HTML(text: visit.words("comment.done.\(done.rawValue).text"))
            ).html
        }
    }

    private func line(_ comment: PublicComment) -> HTML {
        let words = visit.words
        let edited: HTML? =
            comment.wording == .edited ? "\n<p class=\"by\">\(words("comment.edited"))</p>" : nil
        let flag: HTML? =
            comment.isOfOffice
            ? nil
            : """

            <p class="by">\(Link(
                    words("comment.flag"),
                    to: visit.path("reports/\(report.number.path)/comments/\(comment.id)/flag"),
                    context: words("comment.flag.context", ["moment": .words(visit.moment(comment.writtenAt))])
                ))</p>
            """
        return """
            <li class="\(comment.isOfOffice ? "from-office" : "from-resident")" id="comment-\(comment.id.rawValue)">\
            <p class="by"><b>\(visit.name(of: comment.voice))</b> · \(visit.moment(comment.writtenAt))</p>
            <p class="said"\(.attribute("lang", visit.languageOfReports?.rawValue))>\(comment.words)</p>\(edited)\(flag)</li>

            """
    }

    /// One that the reader wrote and nobody else sees.
    private func own(_ open: OpenComment) -> HTML {
        let words = visit.words
        return """
            <li class="internal" id="comment-\(open.comment.id.rawValue)"><p class="by">\(words("comment.own.waiting")) · \
            \(visit.moment(open.comment.writtenAt))</p>
            <p class="said">\(open.words ?? "")</p>
            \(RemoveComment(visit: visit, open: open, place: .report))</li>

            """
    }

    // MARK: - One more

    private var write: HTML {
        let words = visit.words
        guard visit.town.takesComments(on: report, at: visit.now) else {
            return "<p class=\"muted\">\(words("comment.closed"))</p>\(form.words.isEmpty ? .empty : kept)"
        }
        guard visit.resident != nil else {
            let way = LinkButton(Link(words("comment.signIn"), to: visit.path("account/sign-in")), look: .quiet)
            return "<p>\(words("comment.signIn.lead"))</p>\(form.words.isEmpty ? .empty : kept)<p>\(way)</p>"
        }
        return Form(
            action: visit.path("reports/\(report.number.path)/comments"),
            hidden: [("key", (form.key ?? newKey).text), ("warned", CommentForm.mark(of: form.hints))]
        ).html("\(field)\(warning)\(Button(words: words(button), icon: .send, look: .quiet))")
    }

    private var button: String { form.hints.isEmpty ? "comment.send" : "comment.send.allTheSame" }

    /// What was typed, where there is no form to put it into.
    private var kept: HTML {
        Card(
            id: "kept",
            title: visit.words("comment.kept"),
            content: "<p class=\"said\">\(HTML(paragraphs: form.words))</p>"
        ).html
    }

    private var field: Field {
        let most = visit.town.reports.comments?.longest ?? 0
        return Field(
            name: "words",
            label: visit.words("comment.field"),
            hint: visit.words("comment.field.hint"),
            error: form.errors["words"],
            control: .area(
                TextArea(
                    value: form.words,
                    rows: 4,
                    limit: visit.limit(of: most),
                    start: form.hints.isEmpty ? .elsewhere : .here
                )
            ),
            prefix: "comment-"
        )
    }

    private var warning: HTML {
        guard !form.hints.isEmpty else { return .empty }
        let list = form.hints.map { hint in
            visit.words("hint.\(hint.kind.rawValue)", ["text": .words(hint.excerpt)])
        }
        return """
            <div class="notice letter" role="status" id="comment-warning">\(Icon.warning)<div>\
            <p><b>\(visit.words("comment.warning.title"))</b> \(visit.words("comment.warning.text"))</p>
            <ul class="hints">
            \(list.map { "<li>\($0)</li>\n" as HTML })</ul></div></div>

            """
    }
}

/// The button by which somebody takes an own comment away.
struct RemoveComment: Component {
    let visit: Visit
    let open: OpenComment
    let place: Place

    /// Where the reader is, and comes back to.
    enum Place: String { case report, account }

    var html: HTML {
        let path = "reports/\(open.report.number.path)/comments/\(open.comment.id)/remove"
        return Form(action: visit.path(path), hidden: [("from", place.rawValue)]).html(
            Button(
                words: visit.words("comment.remove"),
                look: .danger,
                size: .small,
                context: visit.words("comment.flag.context", ["moment": .words(visit.moment(open.comment.writtenAt))])
            ).html
        )
    }
}

extension PublicComment {
    var isOfOffice: Bool { if case .office = voice { true } else { false } }
}

extension Visit {
    /// Who speaks in a comment, in words: nobody's name.
    func name(of voice: CommentVoice) -> String {
        switch voice {
        case .reporter: words("comment.by.reporter")
        case .resident: words("comment.by.resident")
        case .office(let unit):
            words("comment.by.office", ["unit": .words(town.unit(unit).map { words($0.name) } ?? unit.rawValue)])
        }
    }

    /// How long a text may be.
    func limit(of most: Int) -> TextArea.Limit {
        TextArea.Limit(
            most: most,
            rule: words("form.limit.rule", ["limit": .number(most)]),
            left: words("form.limit.left", ["count": .words("{count}"), "limit": .number(most)]),
            over: words("form.limit.over", ["count": .words("{count}"), "limit": .number(most)])
        )
    }

    /// The comment that the path names.
    var comment: ID<ReportComment> { ID(parameter("comment")) }
}
