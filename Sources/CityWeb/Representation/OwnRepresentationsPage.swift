import CityDomain
import CityKit
import Hummingbird

/// For whom an account may act, what it asked for, and what became of it.
struct OwnRepresentationsPage {
    let all: [OpenRepresentation]
    let verification: VerificationLevel

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("representation.title")
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(done(visit))
            <h1>\(title)</h1>
            <p>\(words("representation.lead"))</p>
            \(rest(words))
            \(all.html { card($0, visit) })
            \(LinkButton(Link(words("representation.new"), to: visit.path("account/representations/new"))))
            </div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        let done = (try? visit.query()["done"]) ?? ""
        return ["asked", "ended"].first { $0 == done }.map { key in
            Notice(
                kind: .success,
                title: visit.words("representation.done.\(key).title"),
                text: HTML(text: visit.words("representation.done.\(key).text"))
            ).html
        }
    }

    /// Why something cannot be used any more that was granted.
    private func rest(_ words: Words) -> HTML? {
        guard all.contains(where: { $0.representation.isAskedAgain }) else { return nil }
        return Notice(
            kind: .information,
            title: words("representation.rests.title"),
            text: HTML(text: words("representation.rests.text"))
        ).html
    }

    private func card(_ open: OpenRepresentation, _ visit: Visit) -> HTML {
        Card(
            id: "representation-\(open.representation.id)",
            title: open.details.represented.words,
            element: .article,
            content: "\(FactList(rows: open.rows(visit)))\(ending(open.representation, visit))"
        ).html
    }

    private func ending(_ representation: Representation, _ visit: Visit) -> HTML? {
        let key: String? =
            switch representation.standing(at: visit.now, in: visit.town) {
            case .asked: "representation.takeBack"
            case .coming, .valid: "representation.giveUp"
            case .refused, .withdrawn, .givenUp, .expired: nil
            }
        return key.map { key in
            Form(action: visit.path("account/representations/\(representation.id)/end"))
                .html(Button(words: visit.words(key), look: .danger, size: .small).html)
        }
    }
}

extension OpenRepresentation {
    /// What the document says and how the authority stands, for the owner of the account and the office.
    func rows(_ visit: Visit) -> [CheckList.Row] {
        let words = visit.words
        let standing = representation.standing(at: visit.now, in: visit.town)
        let since = visit.moment(standing == .expired ? representation.endsAt ?? visit.now : representation.changedAt)
        let rows: [(String, String?)] = [
            ("representation.state", "\(words(standing.text)), \(since)"),
            ("representation.kind", words(representation.kind.text)),
            (
                "representation.document",
                words(
                    "representation.document.of",
                    ["number": .words(details.documentNumber), "date": .date(details.documentDate)]
                )
            ),
            ("representation.valid", period(visit)),
            ("residents.reason", reason),
        ]
        return rows.compactMap { key, answer in
            answer.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        }
    }

    private func period(_ visit: Visit) -> String {
        let from = representation.validFrom
        guard let to = representation.validTo else {
            return visit.words("representation.valid.from", ["from": .date(from)])
        }
        return visit.words("representation.valid.fromTo", ["from": .date(from), "to": .date(to)])
    }
}
