import CityDomain
import CityKit
import Hummingbird

/// What waits to be sent, which webhooks there are, and what could not be delivered. Names nobody: who a letter is for
/// is said as a kind.
struct QueuePage {
    let page: OfficePage
    let counts: [DeliveryCount]
    let webhooks: [Webhook]
    let dead: Page<LoggedDelivery>

    /// Stands for the id of a delivery where all are meant.
    static let all = "all"

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("queue.lead")))
            <div class="stack">
            <section class="stack tight"><h2>\(words("queue.counts"))</h2>
            \(waiting(visit))</section>
            \(hooks(visit))
            <section class="stack tight"><h2 id="dead">\(words("queue.dead"))</h2>
            \(deadLetters(visit))</section>
            </div>
            """
        )
    }

    private func waiting(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !counts.isEmpty else { return "<p class=\"muted\">\(words("queue.counts.none"))</p>" }
        let table = QueueTable(
            caption: words("queue.counts"),
            columns: ["state", "oldest"].map { words("queue.column.\($0)") },
            rows: counts.map { row($0, visit) }
        )
        return table.html
    }

    private func row(_ count: DeliveryCount, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let isPaused = count.state == .queued && count.nextDue > visit.now
        let next = isPaused ? words("queue.next", ["moment": .words(visit.moment(count.nextDue))]) : nil
        return QueueTable.Row(
            head: "\(words("queue.state.\(count.state.rawValue)")): \(count.count)",
            note: words("queue.channel.\(count.channel.rawValue)"),
            cells: [QueueTable.Cell(visit.moment(count.oldest), note: next)]
        )
    }

    private func hooks(_ visit: Visit) -> HTML? {
        let words = visit.words
        guard !webhooks.isEmpty else { return nil }
        let table = QueueTable(
            caption: words("queue.webhooks"),
            columns: ["webhook", "state"].map { words("queue.column.\($0)") },
            rows: webhooks.map { webhook in
                QueueTable.Row(head: webhook.url.host, cells: [QueueTable.Cell(state(of: webhook, visit))])
            }
        )
        return "<section class=\"stack tight\"><h2>\(words("queue.webhooks"))</h2>\n\(table)</section>"
    }

    private func state(of webhook: Webhook, _ visit: Visit) -> String {
        if webhook.state == .on, let end = webhook.pausedUntil, end > visit.now {
            return visit.words("queue.webhook.paused", ["moment": .words(visit.moment(end))])
        }
        return visit.words("queue.webhook.\(webhook.state.rawValue)")
    }

    private func deadLetters(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !dead.elements.isEmpty else {
            return EmptyState(title: words("queue.dead.none"), text: words("queue.dead.none.text")).html
        }
        let table = QueueTable(
            caption: words("queue.dead"),
            columns: columns(words),
            rows: dead.elements.map { row($0, visit) }
        )
        let more: HTML? = dead.next.map { next in
            let link = Link(words("page.next"), to: visit.path("office/queue?after=\(next)"))
            return Pagination(label: words("page.pages"), position: "", next: link).html
        }
        let all: HTML? = isManaged ? buttons(Self.all, "queue.all", nil, visit) : nil
        return "\(table)\n\(more)\(all)"
    }

    /// Whether the reader may do something about them.
    private var isManaged: Bool { page.signed.staff.rights.have(.manageQueue) }

    private func columns(_ words: Words) -> [String] {
        (["delivery", "reason"] + (isManaged ? ["action"] : [])).map { words("queue.column.\($0)") }
    }

    private func row(_ delivery: LoggedDelivery, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let number = delivery.subject.number
        let recipient = words("queue.recipient.\(delivery.recipient.kind)")
        return QueueTable.Row(
            head: number.map { "\($0) · \(recipient)" } ?? recipient,
            note:
                "\(words("queue.state.\(delivery.state.rawValue)")) · \(words("queue.channel.\(delivery.channel.rawValue)"))",
            href: number.map { visit.path("office/reports/\($0.path)") },
            cells: [
                QueueTable.Cell(delivery.reason ?? "–", more: log(of: delivery, visit))
            ]
                + (isManaged
                    ? [
                        QueueTable.Cell(
                            markup: buttons(delivery.id.rawValue, "queue.one", number?.description ?? recipient, visit)
                        )
                    ] : [])
        )
    }

    private func log(of delivery: LoggedDelivery, _ visit: Visit) -> HTML? {
        guard !delivery.attempts.isEmpty else { return nil }
        let lines = delivery.attempts.html { attempt in
            let status = attempt.status.map { " \($0)" } ?? ""
            let outcome = visit.words("queue.outcome.\(attempt.outcome.rawValue)")
            return "<li>\(visit.moment(attempt.at)): \(outcome)\(status)<br>\(attempt.reason ?? "")</li>"
        }
        let question = visit.words("queue.attempts", ["count": .number(delivery.attempts.count)])
        return Disclosure(question: question, answer: "<ol>\(lines)</ol>").html
    }

    /// - Parameter context: which delivery it is, said by a screen reader.
    private func buttons(_ delivery: String, _ key: String, _ context: String?, _ visit: Visit) -> HTML {
        let retry = Button(words: visit.words("\(key).retry"), look: .quiet, size: .small, context: context)
        let giveUp = Button(
            words: visit.words("\(key).giveUp"),
            look: .danger,
            size: .small,
            action: visit.path("office/queue/give-up"),
            context: context
        )
        return Form(action: visit.path("office/queue/retry"), hidden: [(name: "delivery", value: delivery)])
            .html("<p class=\"row tight\">\(retry)\(giveUp)</p>")
    }
}

extension Recipient {
    /// What may be said of who it is.
    fileprivate var kind: String {
        switch self {
        case .reporter: "reporter"
        case .follower: "follower"
        case .supporter: "supporter"
        case .webhook: "webhook"
        case .account: "account"
        case .registered: "registered"
        }
    }
}
