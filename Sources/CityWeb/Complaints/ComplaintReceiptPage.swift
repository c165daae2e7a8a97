import CityDomain
import CityKit
import Hummingbird

/// The proof that a complaint has reached the town, and where it stands. What was written is not on it: whoever has the link
/// may open it.
struct ComplaintReceiptPage {
    let complaint: Complaint

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words(complaint.answer == nil ? "complaint.receipt.title" : "complaint.receipt.answered")
        return PublicPage(title: title, robots: .hidden).response(
            visit,
            Columns(
                .even,
                Receipt(
                    title: title,
                    label: words("complaint.number"),
                    number: complaint.number.description,
                    received: words("complaint.received", ["date": .date(complaint.receivedOn)])
                ).html,
                PageSection(
                    id: "next",
                    title: words(complaint.isOpen ? "receipt.next" : "complaint.receipt.state"),
                    content: Track(entries: steps(visit)).html
                ).html
            ).html
        )
    }

    private func steps(_ visit: Visit) -> [Track.Entry] {
        let words = visit.words
        if let answer = complaint.answer {
            return [
                Track.Entry(
                    mark: .status(.done),
                    title: words("complaint.outcome.\(answer.outcome.rawValue)"),
                    when: HTML(text: visit.moment(answer.at)),
                    body: "<p>\(words(complaint.hasEmail ? "complaint.receipt.sent" : "complaint.receipt.given"))</p>"
                )
            ]
        }
        if complaint.erasedAt != nil {
            return [Track.Entry(mark: .status(.closed), title: words("complaint.state.erased"), when: "")]
        }
        return [
            Track.Entry(
                mark: .icon(.mail, .new),
                title: words("complaint.receipt.letter"),
                when: HTML(text: words("complaint.receipt.letter.text")),
                time: .future
            ),
            Track.Entry(
                mark: .status(.working),
                title: words("complaint.receipt.answer"),
                when: HTML(text: words(complaint.promise)),
                body: "<p>\(words("complaint.receipt.answer.text"))</p>",
                time: .future
            ),
        ]
    }
}
