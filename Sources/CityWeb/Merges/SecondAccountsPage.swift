import CityDomain
import CityKit
import Hummingbird

/// Pairs of accounts that look like those of one person, each with the ways to go on.
struct SecondAccountsPage {
    let page: OfficePage
    let pairs: [ReviewSecondAccounts.Pair]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let isRule = visit.town.accounts?.onePerPerson != nil
        let none: HTML? =
            pairs.isEmpty ? "<p class=\"muted\">\(words(isRule ? "merges.none" : "merges.noRule"))</p>" : nil
        return page.response(
            visit,
            """
            \(BackLink(words("residents.title"), to: visit.path("office/residents")))
            \(PageHead(title: page.title, lead: words("merges.lead")))
            <div class="measure stack">\(none)\(pairs.html { card($0, visit) })</div>
            """
        )
    }

    private func card(_ pair: ReviewSecondAccounts.Pair, _ visit: Visit) -> HTML {
        let words = visit.words
        let rows = [("merges.older", pair.older), ("merges.newer", pair.newer)].map { key, account in
            CheckList.Row(question: words(key), answer: facts(account, visit))
        }
        let dismissal = Form(action: visit.path("office/second-accounts/\(pair.suspicion.id)/dismiss"))
            .html(Button(words: words("merges.dismiss"), look: .quiet).html)
        return Card(
            id: "pair-\(pair.suspicion.id)",
            title: "\(pair.older.profile.name), \(pair.older.profile.phone?.formatted ?? "")",
            element: .article,
            content: "\(FactList(rows: rows))\(state(pair, visit))\(question(pair, visit))\(dismissal)"
        ).html
    }

    private func facts(_ account: ReviewSecondAccounts.Account, _ visit: Visit) -> HTML {
        let since = visit.words("merges.since", ["moment": .words(visit.moment(account.createdAt))])
        let link = Link(account.profile.email.text, to: visit.path("office/residents/\(account.id)"))
        let blocked: HTML? = account.isBlocked ? "<br><small>\(visit.words("merges.blocked"))</small>" : nil
        return "\(link)<br><small>\(since)</small>\(blocked)"
    }

    /// How far the question to the owners is.
    private func state(_ pair: ReviewSecondAccounts.Pair, _ visit: Visit) -> HTML? {
        guard let question = pair.suspicion.question else { return nil }
        let moment: [String: Text.Argument] = ["moment": .words(visit.moment(question.askedAt))]
        guard question.isOpen(at: visit.now) else { return "<p>\(visit.words("merges.unanswered", moment))</p>" }
        return "<p>\(visit.words("merges.asked", moment))</p>"
    }

    /// Nil where one account is closed, or the owners were asked and still may answer.
    private func question(_ pair: ReviewSecondAccounts.Pair, _ visit: Visit) -> HTML? {
        guard pair.suspicion.question?.isOpen(at: visit.now) != true, !pair.older.isBlocked, !pair.newer.isBlocked
        else {
            return nil
        }
        let (id, words) = (pair.suspicion.id, visit.words)
        let forms = [pair.older, pair.newer].html { account in
            Form(action: visit.path("office/second-accounts/\(id)/merge"), hidden: [("kept", account.id.rawValue)])
                .html(Button(words: words("merges.ask", ["email": .words(account.profile.email.text)])).html)
        }
        return "<p>\(words("merges.ask.lead"))</p>\(forms)"
    }
}
