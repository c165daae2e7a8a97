import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// What a contractor typed.
struct CommissionAnswer {
    /// Nil when nothing was sent.
    var said: Commission.Answer?
    var words = ""
    var errors = ErrorFields.none
}

/// Work for the contractor who was given it: what is to be done, until when, and what can be answered.
struct CommissionPage {
    let commission: OpenCommission
    /// Released photos of the case.
    let photos: [PublicPhoto]
    /// Of the link, in the town.
    let path: String
    let form: CommissionAnswer

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let work = commission.commission
        let category = visit.town.category(commission.category).map { words($0.name) } ?? commission.category.rawValue
        let title = words("commission.page.title", ["number": .words(commission.number.description)])
        let rows = [
            CheckList.Row(question: words("report.field.category"), answer: HTML(text: category)),
            CheckList.Row(question: words("commission.order"), answer: HTML(paragraphs: commission.order)),
            CheckList.Row(question: words("commission.due"), answer: HTML(text: work.due.words(in: visit.language))),
        ]
        return PublicPage(title: title, section: .none, robots: .hidden, errors: form.errors).response(
            visit,
            """
            <div class="measure stack">
            \(form.errors.summary)
            <p class="row tight">\(StatusTag(work.state.look, words(work.state.text)))</p>
            <h1>\(title)</h1>
            <p>\(words("commission.page.lead", ["office": .words(words(visit.town.profile.office.name))]))</p>
            \(Card(id: "order", title: words("commission.page.order"), content: FactList(rows: rows).html))
            \(photos.isEmpty ? nil : Card(id: "photos", title: words("commission.page.photos"), content: pictures(visit).html))
            \(said(visit))
            \(answers(visit))
            <p class="small muted">\(words("commission.page.until", ["date": .date(work.opensUntil)]))</p>
            </div>
            """
        )
    }

    private func pictures(_ visit: Visit) -> Photos {
        Photos(
            photos: photos.enumerated().map { index, photo in
                let place = visit.words(
                    "photo.description",
                    ["number": .number(index + 1), "count": .number(photos.count)]
                )
                return Photos.Photo(
                    address: visit.path("\(path)/photos/\(photo.id)/\(ReportPhoto.Size.thumbnail.rawValue)"),
                    description: photo.caption ?? place,
                    full: visit.path("\(path)/photos/\(photo.id)/\(ReportPhoto.Size.large.rawValue)"),
                    caption: photo.caption.map { HTML(text: $0) }
                )
            }
        )
    }

    /// What was said since; nobody of the office is named.
    private func said(_ visit: Visit) -> HTML? {
        let lines = commission.lines.filter { $0.act.isForContractor && $0.act != .ordered }
        guard !lines.isEmpty else { return nil }
        let words = visit.words
        let messages = lines.map { line in
            let author = words(line.side == .office ? "commission.page.office" : "commission.page.you")
            return Conversation.Message(
                side: line.side == .office ? .office : .resident,
                by: "\(author) · \(visit.moment(line.at))",
                text: [words(line.act.text), line.words].compactMap(\.self).joined(separator: "\n")
            )
        }
        return Card(id: "said", title: words("commission.page.said"), content: Conversation(messages: messages).html)
            .html
    }

    private func answers(_ visit: Visit) -> HTML {
        let open = commission.commission.answers(on: visit.today)
        let isGone = form.said.map { !open.contains($0) } == true
        let lost = isGone ? TypedWords(visit: visit, words: form.words).html : .empty
        return "\(lost)\(open.html { answer($0, visit) })"
    }

    private func answer(_ answer: Commission.Answer, _ visit: Visit) -> HTML {
        let words = visit.words
        let isTyped = form.said == answer
        let fields = answer == .accept ? [] : [field(answer, visit)] + (answer == .done ? [files(visit)] : [])
        let button = Button(
            words: words("commission.\(answer.rawValue).button"),
            look: answer == .accept || answer == .done ? .main : .quiet
        )
        let content = Form(
            action: visit.path("\(path)/\(answer.rawValue)"),
            encoding: answer == .done ? .files : .fields
        ).html("\(fields.html(\.html))\(button)")
        guard answer != .accept else { return content }
        return Disclosure(
            question: words("commission.\(answer.rawValue)"),
            state: isTyped ? .open : .closed,
            answer: content
        ).html
    }

    private func field(_ answer: Commission.Answer, _ visit: Visit) -> Field {
        let isTyped = form.said == answer
        return Field(
            name: "words",
            label: visit.words("commission.\(answer.rawValue).words"),
            error: isTyped ? form.errors["words"] : nil,
            optional: answer.needsWords ? nil : visit.words("form.optional"),
            control: .area(TextArea(value: isTyped ? form.words : "", rows: 4)),
            prefix: "\(answer.rawValue)-"
        )
    }

    private func files(_ visit: Visit) -> Field {
        let words = visit.words
        let limits: [String: Text.Argument] = [
            "count": .number(PhotoUploader.mostOfCommission),
            "megabytes": .number(PhotoLimits.largestFile / 1_000_000),
        ]
        return Field(
            name: "photos",
            label: words("commission.done.photos"),
            hint: words(form.errors.isEmpty ? "commission.done.photos.hint" : "commission.done.photos.again", limits),
            error: form.said == .done ? form.errors["photos"] : nil,
            optional: words("form.optional"),
            control: .files(FileChoice(accept: "image/jpeg,image/png,image/webp", count: .several)),
            prefix: "done-"
        )
    }
}

/// The page before the work: whoever pressed the button is a person.
struct CommissionDoorPage {
    let path: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("commission.door.title")
        return PublicPage(title: title, section: .none, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(words("commission.door.text"))</p>
            \(Form(action: visit.path(path)).html(Button(words: words("commission.door.button")).html))
            </div>
            """
        )
    }
}

/// What the contractor said is with the office now.
struct CommissionThanksPage {
    let said: Commission.Answer
    let path: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("commission.thanks.title")
        return PublicPage(title: title, section: .none, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            \(Notice(kind: .success, title: words("commission.thanks.\(said.rawValue)"), text: HTML(text: words("commission.thanks.text"))))
            \(Form(action: visit.path(path)).html(Button(words: words("commission.door.button"), look: .quiet).html))
            </div>
            """
        )
    }
}

/// The link was a right one and opens no more.
struct CommissionOverPage {
    /// What was typed meanwhile: it is not taken, and not lost.
    var words = ""

    func response(_ visit: Visit) -> Response {
        let say = visit.words
        let title = say("commission.over.title")
        let typed: HTML? =
            words.isEmpty
            ? nil : "<p>\(say("commission.over.typed"))</p>\n<div class=\"answer\">\(HTML(paragraphs: words))</div>"
        return PublicPage(title: title, section: .none, robots: .hidden).response(
            visit,
            status: .gone,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(say("commission.over.text"))</p>
            \(typed)
            <p><a href="mailto:\(visit.town.profile.office.email)">\(visit.town.profile.office.email)</a></p>
            </div>
            """
        )
    }
}
