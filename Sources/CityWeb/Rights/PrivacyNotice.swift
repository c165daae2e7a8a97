import CityDomain
import CityKit
import Hummingbird

/// What a town tells everybody whose data it uses (GDPR article 13), made of its rules: who, what for and on which basis, how
/// long, for whom.
struct PrivacyNotice {
    func response(_ visit: Visit) -> Response {
        PublicPage(title: visit.words("privacy.title")).response(visit, content(visit))
    }

    func content(_ visit: Visit) -> HTML {
        let words = visit.words
        let controller = visit.town.profile.controller
        let takesReports = visit.town.profile.modules.contains(.reports)
        let paragraphs = (takesReports ? ["purpose", "sealed", "public"] : []) + ["cookies", "rights"]
        return """
            <div class="measure stack"><h1>\(words("privacy.title"))</h1>
            <p>\(words("privacy.controller", ["name": .words(controller.name), "address": .words(controller.address)]))</p>
            \(officer(visit))
            \(purposes(visit))
            \(paragraphs.html { "<p>\(words("privacy.\($0)"))</p>\n" })
            \(terms(visit))
            \(recipients(visit))
            </div>
            """
    }

    private func officer(_ visit: Visit) -> HTML? {
        visit.town.profile.controller.dataProtectionOfficer.map {
            "<p>\(visit.words("privacy.officer")) <a href=\"mailto:\($0)\">\($0)</a></p>"
        }
    }

    private func purposes(_ visit: Visit) -> HTML? {
        let rules = visit.town.purposes
        guard !rules.isEmpty else { return nil }
        let words = visit.words
        let rows = rules.map { rule in
            CheckList.Row(question: words.purpose(of: rule), answer: HTML(text: words.bases(of: rule)))
        }
        let withdrawal: HTML? =
            rules.contains { $0.bases.contains(.consent) } ? "<p>\(words("privacy.withdrawal"))</p>" : nil
        return "<h2>\(words("privacy.purposes"))</h2>\n\(FactList(rows: rows))\n\(withdrawal)"
    }

    private func terms(_ visit: Visit) -> HTML {
        let words = visit.words
        let rows = visit.town.retention.map { rule in
            let scope = words.scope(of: rule, in: visit.town).map { ": \($0)" } ?? ""
            let term = "\(words.term(of: rule)) \(words.event(of: rule))"
            return CheckList.Row(question: words.data(of: rule) + scope, answer: HTML(text: term))
        }
        return "<h2>\(words("privacy.terms"))</h2>\n\(FactList(rows: rows))\n<p>\(words("retention.silent"))</p>"
    }

    private func recipients(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <h2>\(words("privacy.recipients"))</h2>
            <p>\(words("privacy.recipients.text"))</p>
            <p>\(words.transfers(of: visit.town))</p>
            """
    }
}

extension Words {
    func purpose(of rule: PurposeRule) -> String { self("purpose.\(rule.purpose.rawValue)") }

    /// The legal bases of a use: `consent, article 6(1)(a) GDPR`.
    func bases(of rule: PurposeRule) -> String {
        rule.bases.map { basis in
            self(
                "legalBasis.point",
                ["basis": .words(self("legalBasis.\(basis.rawValue)")), "point": .words(basis.point)]
            )
        }.joined(separator: "; ")
    }

    /// Whether data leave the country.
    func transfers(of town: Municipality) -> String {
        self(town.profile.noThirdCountry == nil ? "processing.transfers.open" : "processing.transfers.none")
    }
}
