import CityDomain
import CityKit
import Hummingbird

/// The way into a complaint: what one is here, by when and to whom it goes, and the question what it is about.
struct ComplaintScopePage {
    let rules: ComplaintRules
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("complaint.title")
        return PublicPage(title: title, errors: errors).response(
            visit,
            Columns(
                .form,
                """
                \(errors.summary)
                <h1>\(title)</h1>
                <p>\(words("complaint.lead"))</p>
                \(question(visit))
                """,
                "\(facts(visit))\(address(visit))"
            ).html
        )
    }

    private func question(_ visit: Visit) -> HTML {
        let words = visit.words
        let choices = Choices(
            name: "about",
            legend: words("complaint.about"),
            error: errors["subject"],
            choices: ComplaintSubject.allCases.map { subject in
                Choices.Choice(
                    value: subject.rawValue,
                    words: words("complaint.about.\(subject.rawValue)"),
                    hint: words("complaint.about.\(subject.rawValue).hint")
                )
            }
        )
        let button = Button(words: words("complaint.about.next"))
        return Form(action: visit.path("complaints"), method: .get, hidden: [("asked", "1")]).html(
            "\(choices)\(button)"
        )
    }

    /// By when it comes and is answered, each with its clause.
    private func facts(_ visit: Visit) -> HTML {
        let words = visit.words
        let filing = rules.filing.map { words("complaint.rule.filing", ["period": .text($0.within.text)]) }
        let answer =
            rules.answer.within.map { words("complaint.rule.answer", ["period": .text($0.text)]) }
            ?? words("complaint.rule.answer.undated")
        let scope = rules.scope.map { _ in words("complaint.rule.scope") }
        let items = [scope, filing, answer].compactMap(\.self).html { "<li>\($0)</li>\n" }
        let link = Link(words("complaint.rule.regulation"), to: visit.path("regulation"))
        return Card(
            id: "rules",
            title: words("complaint.rule"),
            icon: .info,
            look: .soft,
            content: "<ul class=\"bullets\">\n\(items)</ul>\n<p class=\"small\">\(link)</p>"
        ).html
    }

    private func address(_ visit: Visit) -> HTML {
        let words = visit.words
        let email = rules.address.email
        return Card(
            id: "address",
            title: words("complaint.email"),
            icon: .mail,
            content: """
                <p>\(words("complaint.email.text"))</p>
                <p><a href="mailto:\(email)">\(email)</a></p>
                """
        ).html
    }
}

/// Where something belongs that is no complaint about the service.
struct ComplaintElsewherePage {
    let rules: ComplaintRules
    let subject: ComplaintSubject

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("complaint.elsewhere.\(subject.rawValue)")
        let ways = ways(visit).html { way in
            "<li>\(way.link) <br><small>\(way.text)</small></li>\n"
        }
        return PublicPage(title: title).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("complaint.about"), to: visit.path("complaints")))
            <h1>\(title)</h1>
            <p>\(words("complaint.elsewhere.lead"))</p>
            <ul class="bullets">
            \(ways)</ul>
            \(anyway(visit))
            </div>
            """
        )
    }

    private struct Way {
        let link: Link
        let text: String
    }

    private func ways(_ visit: Visit) -> [Way] {
        let takesReports = visit.town.profile.modules.contains(.reports)
        let all: [(String, String, Bool)] =
            switch subject {
            case .service: []
            case .outcome: [("status", "status", takesReports), ("letter", "contact", true)]
            case .place: [("report", "report", takesReports), ("office", "contact", true)]
            case .personalData:
                [("rights", "account/privacy", visit.town.accounts != nil), ("notice", "privacy", true)]
            }
        return all.filter(\.2).map { key, path, _ in
            Way(
                link: Link(visit.words("complaint.way.\(key)"), to: visit.path(path)),
                text: visit.words("complaint.way.\(key).text")
            )
        }
    }

    /// The way on, where the regulation does not close it.
    private func anyway(_ visit: Visit) -> HTML {
        let words = visit.words
        let service = Link(words("complaint.elsewhere.back"), to: visit.path("complaints"))
        guard rules.takes(subject) else {
            return "<p class=\"muted\">\(words("complaint.rule.scope"))</p>\n<p>\(service)</p>"
        }
        let link = Link(
            words("complaint.elsewhere.anyway"),
            to: visit.path(ComplaintFormPage.path(about: subject))
        )
        return "<p>\(words("complaint.elsewhere.anyway.text"))</p>\n<p>\(link)</p>"
    }
}
