import CityDomain
import CityKit
import Hummingbird

/// The pages that law asks for: regulation, privacy, contact, imprint, accessibility.
struct LegalRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/regulation") { request, context in
            try regulation(site.visit(request, context))
        }
        router.get("/:town/privacy") { request, context in
            try PrivacyNotice().response(site.visit(request, context))
        }
        router.get("/:town/contact") { request, context in contact(try site.visit(request, context)) }
        router.get("/:town/closing") { request, context in
            let visit = try site.visit(request, context)
            guard let rule = visit.town.closing else { throw RequestFailure.unknownPage }
            return ClosingPage(rule: rule).response(visit)
        }
        router.get("/:town/imprint") { request, context in
            ImprintPage().response(try site.visit(request, context))
        }
        router.get("/:town/accessibility") { request, context in
            AccessibilityPage().response(try site.visit(request, context))
        }
    }

    /// The version in force, or the one that the address names: an acceptance names a version for good.
    private func regulation(_ visit: Visit) throws -> Response {
        let wanted = try visit.query()["version"]
        let versions = visit.town.regulation
        guard !versions.isEmpty else { return page("regulation", visit, "<p>\(visit.words("regulation.none"))</p>") }
        let found = wanted.isEmpty ? visit.town.regulation(on: visit.today) : versions.first { $0.version == wanted }
        guard let version = found else { throw RequestFailure.unknownPage }
        let others = versions.filter { $0.version != version.version }.html { other -> HTML in
            "<li>\(Link(facts(of: other, visit), to: visit.path("regulation?version=\(other.version)")))</li>\n"
        }
        let text: HTML = """
            <p class="muted">\(facts(of: version, visit))</p>
            <div lang="\(version.language.rawValue)" class="stack">\(Markdown(version.text))</div>
            \(others.isEmpty ? nil : "<ul class=\"bullets\">\(others)</ul>" as HTML)
            """
        return page("regulation", visit, text)
    }

    private func facts(of version: RegulationVersion, _ visit: Visit) -> String {
        visit.words("regulation.version", ["version": .words(version.version), "date": .date(version.effective)])
    }

    private func contact(_ visit: Visit) -> Response {
        let words = visit.words
        let office = visit.town.profile.office
        let rows: [(String, HTML?)] = [
            ("contact.address", HTML(text: office.address)),
            ("contact.email", "<a href=\"mailto:\(office.email)\">\(office.email)</a>"),
            ("contact.phone", office.phone.map { "<a href=\"tel:\($0.filter { $0 != " " })\">\($0)</a>" }),
            ("contact.hours", office.hours.map { HTML(text: words($0)) }),
        ]
        let facts = FactList(
            rows: rows.compactMap { key, answer in answer.map { CheckList.Row(question: words(key), answer: $0) } }
        )
        let complaints: HTML? = visit.town.complaints.map { _ in
            "<p>\(Link(words("contact.complaints"), to: visit.path("complaints")))</p>"
        }
        return page("contact", visit, "<p><b>\(words(office.name))</b></p>\(facts)\(complaints)")
    }

    private func page(_ key: String, _ visit: Visit, _ content: HTML) -> Response {
        let title = visit.words("\(key).title")
        return PublicPage(title: title).response(
            visit,
            "<div class=\"measure stack\"><h1>\(title)</h1>\n\(content)</div>"
        )
    }
}
