import CityDomain
import CityKit
import Hummingbird

/// Who runs the service: the office that offers it, who answers for personal data, and who runs the program and helps when it
/// does not work.
struct ImprintPage {
    func response(_ visit: Visit) -> Response {
        PublicPage(title: visit.words("imprint.title")).response(visit, content(visit))
    }

    func content(_ visit: Visit) -> HTML {
        let words = visit.words
        let town = words(visit.town.profile.name)
        return """
            <div class="measure stack">
            \(PageHead(title: words("imprint.title"), lead: words("imprint.lead", ["town": .words(town)])))
            \(office(visit))\(runs(visit))\(controller(visit))
            <p>\(Link(words("imprint.status"), to: visit.path("disruptions")))</p>
            </div>
            """
    }

    private func office(_ visit: Visit) -> HTML {
        let (words, office) = (visit.words, visit.town.profile.office)
        return card(
            "office",
            words("imprint.office"),
            [
                (words("imprint.name"), HTML(text: words(office.name))),
                (words("contact.address"), HTML(text: office.address)),
                (words("contact.email"), ContactFacts.mail(office.email)),
                (words("contact.phone"), office.phone.map(ContactFacts.phone)),
            ]
        )
    }

    /// Somebody else who runs the program, or the word that the office does so itself.
    private func runs(_ visit: Visit) -> HTML {
        let words = visit.words
        guard let company = visit.town.profile.operator else {
            let email = ContactFacts.mail(visit.town.profile.office.email)
            return Card(
                id: "operator",
                title: words("imprint.operator"),
                content: "<p>\(words("imprint.operator.office"))</p>\n<p>\(words("imprint.support")): \(email)</p>"
            ).html
        }
        return card(
            "operator",
            words("imprint.operator"),
            [
                (words("imprint.name"), HTML(text: words(company.name))),
                (words("contact.address"), HTML(text: company.address)),
                (words("imprint.support"), ContactFacts.mail(company.support.email)),
                (words("imprint.support.phone"), company.support.phone.map(ContactFacts.phone)),
                (words("contact.hours"), company.support.hours.map { HTML(text: words($0)) }),
            ]
        )
    }

    private func controller(_ visit: Visit) -> HTML {
        let (words, controller) = (visit.words, visit.town.profile.controller)
        return card(
            "controller",
            words("imprint.controller"),
            [
                (words("imprint.name"), HTML(text: controller.name)),
                (words("contact.address"), HTML(text: controller.address)),
                (words("imprint.officer"), controller.dataProtectionOfficer.map(ContactFacts.mail)),
                (words("imprint.privacy"), Link(words("footer.privacy"), to: visit.path("privacy")).html),
            ]
        )
    }

    private func card(_ id: String, _ title: String, _ facts: [(String, HTML?)]) -> HTML {
        let rows = facts.compactMap { question, answer in
            answer.map { CheckList.Row(question: question, answer: $0) }
        }
        return Card(id: id, title: title, content: FactList(rows: rows).html).html
    }
}
