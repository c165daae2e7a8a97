import CityDomain
import CityKit
import Hummingbird

/// The privacy page of an account: the notice, the rights, and the way to use each of them.
struct PrivacyPage {
    let requests: [OpenRequest]
    let limits: ProcessingLimits

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("account.privacy.title")
        let rights: HTML = "\(restriction(visit))\(ways(visit))\(list(visit))"
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(done(visit))
            \(PageHead(title: title, lead: words("account.privacy.lead")))
            \(Columns(.side, rights, "\(letters(visit))\(erasure(visit))"))
            </div>
            """
        )
    }

    /// What was done just now.
    private func done(_ visit: Visit) -> HTML? {
        let query = try? visit.query()
        let said = query?["done"] ?? ""
        guard let key = ["asked", "letters", "unrestricted"].first(where: { $0 == said }) else { return nil }
        return Notice(
            kind: .success,
            title: visit.words("account.done.title"),
            text: HTML(text: visit.words("rights.done.\(key)"))
        ).html
    }

    private func ways(_ visit: Visit) -> HTML {
        let words = visit.words
        let asks = RightForm.allCases.html { form in
            "<li>\(Link(words("rights.ask.\(form.rawValue)"), to: visit.path("account/rights/\(form.rawValue)")))</li>\n"
        }
        return Card(
            id: "rights",
            title: words("rights.title"),
            content: """
                <ul class="bullets">
                <li>\(Link(words("account.privacy.notice"), to: visit.path("privacy")))</li>
                <li>\(Link(words("download.title"), to: visit.path("account/download")))</li>
                <li>\(Link(words("account.change.profile"), to: visit.path("account/profile")))</li>
                \(asks)</ul>
                <p class="small">\(words("rights.month"))</p>
                """
        ).html
    }

    private func list(_ visit: Visit) -> HTML? {
        guard !requests.isEmpty else { return nil }
        let rows = requests.map { RightsRow(request: $0.request, visit: visit).fact(answer: $0.answer) }
        return Card(id: "requests", title: visit.words("rights.requests"), content: FactList(rows: rows).html).html
    }

    private func restriction(_ visit: Visit) -> HTML? {
        guard limits.isRestricted else { return nil }
        let words = visit.words
        let button = Button(words: words("rights.restricted.end"), look: .quiet)
        return Card(
            id: "restricted",
            title: words("rights.restricted.title"),
            look: .soft,
            content: """
                <p>\(words("rights.restricted.text"))</p>
                \(Form(action: visit.path("account/unrestrict")).html(button.html))
                """
        ).html
    }

    private func letters(_ visit: Visit) -> HTML {
        let words = visit.words
        let choices = LetterPurpose.allCases.map { purpose in
            Choices.Choice(value: purpose.rawValue, words: words("rights.letters.\(purpose.rawValue)"))
        }
        let boxes = Choices(
            name: "refused",
            legend: words("rights.letters.legend"),
            choices: choices,
            selected: Set(limits.objections.map(\.rawValue)),
            kind: .checkbox
        )
        let button = Button(words: words("account.save"), look: .quiet)
        return Card(
            id: "letters",
            title: words("rights.letters.title"),
            content: Form(action: visit.path("account/letters")).html("\(boxes)\(button)")
        ).html
    }

    private func erasure(_ visit: Visit) -> HTML {
        let words = visit.words
        return Card(
            id: "erase",
            title: words("erase.title"),
            look: .danger,
            content: """
                <p>\(words("account.privacy.erase"))</p>
                \(LinkButton(Link(words("erase.button"), to: visit.path("account/erase")), look: .danger))
                """
        ).html
    }
}

/// A request in one line: what, when, by when, how it ended.
struct RightsRow {
    let request: RightsRequest
    let visit: Visit

    var title: String { visit.words("rights.kind.\(request.right.form.rawValue)") }

    var state: String {
        if let closing = request.closing {
            let day = visit.town.clock.date(of: closing.at)
            return visit.words("rights.outcome.\(closing.outcome.rawValue)", ["date": .date(day)])
        }
        return visit.words(
            request.extendedOn == nil ? "rights.due" : "rights.dueExtended",
            ["date": .date(request.due)]
        )
    }

    var received: String {
        visit.words("rights.received", ["date": .date(visit.town.clock.date(of: request.receivedAt))])
    }

    func fact(answer: String?) -> CheckList.Row {
        let said: HTML? = answer.map { HTML(paragraphs: $0) }
        return CheckList.Row(question: title, answer: "<p>\(received)<br>\(state)</p>\(said)")
    }
}

/// The form of a request. Its name is a part of the address.
enum RightForm: String, CaseIterable {
    case rectification, restriction, erasure, objection

    /// The grounds to choose from; none where law asks for none.
    var grounds: [String] {
        switch self {
        case .rectification, .objection: []
        case .restriction: RestrictionGround.allCases.map(\.rawValue)
        case .erasure: ErasureGround.allCases.map(\.rawValue)
        }
    }

    /// - Throws: `RightsFailure.groundMissing`.
    func right(ground: String) throws(RightsFailure) -> RightsRequest.Right {
        switch self {
        case .rectification: return .rectification
        case .objection: return .objection
        case .restriction:
            guard let ground = RestrictionGround(rawValue: ground) else { throw .groundMissing }
            return .restriction(ground)
        case .erasure:
            guard let ground = ErasureGround(rawValue: ground) else { throw .groundMissing }
            return .erasure(ground)
        }
    }
}

extension RightsRequest.Right {
    var form: RightForm {
        switch self {
        case .rectification: .rectification
        case .restriction: .restriction
        case .erasure: .erasure
        case .objection: .objection
        }
    }

    var ground: String? {
        switch self {
        case .rectification, .objection: nil
        case .restriction(let ground): ground.rawValue
        case .erasure(let ground): ground.rawValue
        }
    }
}
