import CityDomain
import CityKit
import Hummingbird

/// What was typed to put a sender on watch, and what is wrong with it.
struct WatchForm {
    var subject = ""
    var reason = ""
    var errors = ErrorFields.none

    init() {}

    init(_ form: FormData, _ failure: AbuseFailure, _ words: Words) {
        subject = form["subject"]
        reason = form["justification"]
        errors = ErrorFields([failure], words)
    }
}

/// Puts the account or the network of a report on watch.
struct WatchPage {
    let page: OfficePage
    let aside: SealedAside
    let days: Int
    let form: WatchForm

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = aside.report.number
        let nothing = EmptyState(title: words("aside.watch.nothing"), text: words("aside.watch.nothing.text"))
        return page.response(
            visit,
            """
            \(BackLink(words("aside.title"), to: visit.path("office/aside")))
            \(form.errors.summary)
            \(PageHead(
                facts: words("aside.watch.of", ["number": .words("\(number)")]),
                title: page.title,
                lead: words("aside.watch.lead", ["count": .number(days)])
            ))
            \(aside.subjects.isEmpty ? nothing.html : fields(visit))
            """
        )
    }

    private func fields(_ visit: Visit) -> HTML {
        let words = visit.words
        let choices = AbuseWatch.Subject.allCases.filter(aside.subjects.contains).map { subject in
            Choices.Choice(
                value: subject.rawValue,
                words: words(subject.text),
                hint: words("aside.watch.\(subject.rawValue).hint")
            )
        }
        let subject = Choices(
            name: "subject",
            legend: words("aside.watch.subject"),
            error: form.errors["subject"],
            groups: [Choices.Group(title: "", choices: choices)],
            selected: [form.subject]
        )
        let reason = Field(
            name: "justification",
            label: words("aside.watch.reason"),
            hint: words("aside.watch.reason.hint"),
            error: form.errors["justification"],
            control: .area(TextArea(value: form.reason, rows: 3))
        )
        let button = Button(words: words("aside.watch.button"))
        return Form(action: visit.path("office/aside/watch/\(aside.report.number.path)"))
            .html("\(subject)\(reason)\(button)")
    }
}

/// Who is on watch, why and how long.
struct WatchListPage {
    let page: OfficePage
    let watches: [WatchSenders.Opened]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let none = EmptyState(title: words("aside.watches.none"), text: words("aside.watches.none.text"))
        let table = QueueTable(
            caption: page.title,
            columns: [
                words("aside.watch.subject"), words("aside.watch.reason"), words("aside.watch.until"),
                words("aside.watch.end"),
            ],
            rows: watches.map { row($0, visit) }
        )
        return page.response(
            visit,
            """
            <div class="stack">\(BackLink(words("aside.title"), to: visit.path("office/aside")))\(done(visit))
            \(PageHead(title: page.title, lead: words("aside.watches.lead")))
            \(watches.isEmpty ? none.html : table.html)</div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        let title: String? =
            switch try? visit.query()["done"] {
            case "set": visit.words("aside.watch.done.set")
            case "ended": visit.words("aside.watch.done.ended")
            default: nil
            }
        return title.map { Notice(kind: .success, title: $0, text: .empty).html }
    }

    private func row(_ opened: WatchSenders.Opened, _ visit: Visit) -> QueueTable.Row {
        let (watch, words) = (opened.watch, visit.words)
        let of = words("aside.watch.of", ["number": .words("\(watch.number)")])
        let button = Button(words: words("aside.watch.end"), look: .quiet, size: .small, context: of)
        return QueueTable.Row(
            head: words(watch.subject.text),
            note: of,
            href: visit.path("office/reports/\(watch.number.path)"),
            cells: [
                QueueTable.Cell(
                    opened.reason,
                    note: words("aside.watch.since", ["date": .words(visit.moment(watch.since))])
                ),
                QueueTable.Cell(visit.moment(watch.until)),
                QueueTable.Cell(markup: Form(action: visit.path("office/watches/\(watch.id)/end")).html(button.html)),
            ]
        )
    }
}
