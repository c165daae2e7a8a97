import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What the office answered to questions, the newest first, with a search.
struct QuestionListPage {
    let form: QuestionQueryForm
    let answers: Page<AnsweredQuestion>

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("question.list.title"), feed: visit.path(form.path("questions.atom"))).response(
            visit,
            """
            \(PageHead(title: words("question.list.title"), lead: words("question.list.lead"), action: ask(visit)))
            \(QuestionFilters(form: form, visit: visit))
            \(list(visit))
            """
        )
    }

    /// Nil where nothing can be asked today.
    private func ask(_ visit: Visit) -> HTML? {
        guard !visit.town.topics(on: visit.today).isEmpty, !visit.town.isClosed(on: visit.today) else { return nil }
        let link = Link(visit.words("question.ask"), to: visit.path(ReportStep.question.path))
        return LinkButton(link, icon: .chat).html
    }

    private func list(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !answers.elements.isEmpty else {
            let all = LinkButton(Link(words("question.list.all"), to: visit.path("questions")), look: .quiet)
            let key = form.isNarrowed ? "none" : "empty"
            return EmptyState(
                title: words("question.list.\(key).title"),
                text: words("question.list.\(key).text"),
                action: form.isNarrowed ? all : nil
            ).html
        }
        let more = answers.next.map { next in
            Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.older"), to: visit.path(form.path("questions", after: next)))
            )
        }
        return "\(ReportList(rows: answers.elements.map { row($0, visit) }))\(more)"
    }

    private func row(_ answer: AnsweredQuestion, _ visit: Visit) -> ReportList.Row {
        let day = visit.town.clock.date(of: answer.publishedAt).words(in: visit.language)
        return ReportList.Row(
            look: ReportStatus.done.look,
            status: visit.words(ReportKind.question.text(of: .done)),
            title: answer.text.title,
            href: visit.path("questions/\(answer.number.path)"),
            place: visit.topic(of: answer),
            facts: "\(answer.number) · \(day)",
            language: visit.languageOfReports
        )
    }
}

/// The search above the list: a plain form, so that it works without a script.
private struct QuestionFilters: Component {
    let form: QuestionQueryForm
    let visit: Visit

    var html: HTML {
        let words = visit.words
        return """
            <form class="narrow" action="\(visit.path("questions"))" method="get" role="search" \
            aria-label="\(words("question.list.filter"))">
            <div class="search"><input class="input" type="search" name="q" aria-label="\(words("question.list.search"))" \
            placeholder="\(words("question.list.search"))"\(.attribute("value", form.typed.isEmpty ? nil : form.typed))>
            \(Button(words: words("reports.search.button"), icon: .search, look: .quiet))</div>
            \(topics)
            </form>
            """
    }

    /// Nothing to choose from where there is one topic.
    private var topics: HTML? {
        let topics = visit.town.categories(listedFor: visit.audience).filter { visit.town.takesQuestions($0.kind) }
        guard topics.count > 1 else { return nil }
        let any = Select.Option(value: "", words: visit.words("reports.filter.any"))
        return Field(
            name: "topic",
            label: visit.words("question.topic"),
            control: .select(
                Select(
                    options: [any]
                        + topics.map { Select.Option(value: $0.id.rawValue, words: visit.words($0.name)) },
                    selected: form.topic?.rawValue ?? ""
                )
            )
        ).html
    }
}

/// One question with the answer of the office.
struct AnsweredQuestionPage {
    let answer: AnsweredQuestion

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let day = visit.town.clock.date(of: answer.publishedAt)
        return PublicPage(title: answer.text.title).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("question.list.title"), to: visit.path("questions")))
            \(PageHead(
                tags: [StatusTag(ReportStatus.done.look, words(ReportKind.question.text(of: .done)))],
                facts: answer.number.description,
                title: answer.text.title,
                lead: "\(visit.topic(of: answer)) · \(words("question.published", ["date": .date(day)]))",
                leadIcon: .chat
            ))
            <div class="stack"\(.attribute("lang", visit.languageOfReports?.rawValue))>
            \(AnswerText(answer: answer, visit: visit))
            </div>
            <p class="small muted">\(words("question.words"))</p>
            </div>
            """
        )
    }
}

extension Visit {
    func topic(of answer: AnsweredQuestion) -> String {
        town.category(answer.topic).map { words($0.name) } ?? answer.topic.rawValue
    }
}

/// New and changed answers for feed readers (RFC 4287).
struct QuestionFeed {
    let form: QuestionQueryForm
    let answers: [AnsweredQuestion]

    func response(_ visit: Visit) -> Response {
        let own = visit.link(form.path("questions.atom"))
        let items = answers.html { answer -> HTML in
            let link = visit.link("questions/\(answer.number.path)")
            return """
                <entry><id>\(link)</id><title>\(ReportFeed.plain(answer.text.title))</title><link href="\(link)"/>\
                <published>\(answer.publishedAt.rfc3339)</published><updated>\(answer.updatedAt.rfc3339)</updated>\
                <summary>\(ReportFeed.plain(answer.text.answer))</summary></entry>

                """
        }
        let changed = answers.map(\.updatedAt).max() ?? visit.town.clock.start(of: CivilDate(visit.today.year, 1, 1))
        let body: HTML = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(visit.language.rawValue)">
            <id>\(own)</id><title>\(visit.words("question.list.title")) – \(visit.words(visit.town.profile.name))</title>\
            <updated>\(changed.rfc3339)</updated>
            <link rel="self" href="\(own)"/><link href="\(visit.link(form.path("questions")))"/>
            <author><name>\(visit.words(visit.town.profile.office.name))</name></author>
            \(items)</feed>

            """
        let document = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\(body.markup)"
        let type = ReportFeed.Format.atom.mediaType
        var response = Response.shared(Array(document.utf8), type, seconds: 60, for: visit.request)
        response.headers[.vary] = "Accept-Language, Cookie"
        return response
    }
}
