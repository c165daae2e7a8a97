import CityDomain
import CityKit
import Hummingbird

/// The proof that the report has reached the town: number, secret link, and what happens until when.
struct ReceiptPage {
    let report: OpenReport
    let secret: ReportSecret

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let number = report.report.number
        let received = visit.moment(report.report.receivedAt)
        let link = visit.link("z/\(number.path)/\(secret.grouped)")
        let page = PublicPage(title: words("receipt.title"), section: .report, robots: .hidden)
        return page.response(
            visit,
            Columns(
                .even,
                """
                \(Receipt(
                    title: words("receipt.title"),
                    label: words("receipt.number"),
                    number: number.description,
                    received: words("receipt.received", ["moment": .words(received)])
                ))\(report.contact.acting.map { "<p>\($0.sentence(words))</p>" as HTML })
                \(SecretLink(
                    title: words("receipt.link.title"),
                    explanation: words("receipt.link.text"),
                    address: link,
                    copy: words("receipt.link.copy"),
                    copied: words("receipt.link.copied"),
                    actions: [
                        LinkButton(
                            Link(words("receipt.open"), to: visit.path("z/\(number.path)/\(secret.grouped)")),
                            look: .quiet,
                            size: .small
                        )
                    ]
                ))
                """,
                PageSection(id: "next", title: words("receipt.next"), content: Track(entries: steps(visit)).html).html
            ).html
        )
    }

    private func steps(_ visit: Visit) -> [Track.Entry] {
        let words = visit.words
        var entries = ReportTerms(words: words, town: visit.town).coming(report.report)
        if entries.isEmpty {
            entries.append(
                Track.Entry(
                    mark: .status(.new),
                    title: words("receipt.check.title"),
                    when: HTML(text: words("receipt.check.when")),
                    time: .future
                )
            )
        }
        if let email = report.contact.email {
            let key = report.emailConfirmedAt == nil ? "receipt.mail.confirm" : "receipt.mail.confirmed"
            entries.append(
                Track.Entry(
                    mark: .icon(.mail, .new),
                    title: words("receipt.mail.title"),
                    when: HTML(text: words(key, ["email": .words(email.text)])),
                    time: .future
                )
            )
        } else {
            entries.append(
                Track.Entry(
                    mark: .icon(.link, .new),
                    title: words("receipt.noMail.title"),
                    when: HTML(text: words("receipt.noMail.text")),
                    time: .future
                )
            )
        }
        return entries
    }
}

extension Visit {
    /// A moment in the town's own time: "Monday 22 December 2025, 17:42".
    func moment(_ instant: Instant) -> String {
        let day = town.clock.date(of: instant).words(in: language, style: .full)
        return "\(day), \(town.clock.time(of: instant).words(in: language))"
    }
}
