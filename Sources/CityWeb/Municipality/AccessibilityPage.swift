import CityDomain
import CityKit
import Hummingbird

/// What the office declares about the accessibility of the site, in the form the Polish conditions of 2024 ask for, ids
/// included. A town whose law asks for no declaration says in plain words how the site is made and whom to tell.
struct AccessibilityPage {
    /// The ids that the Polish conditions of 2024 name, each of them once on the page.
    static let ids = [
        "deklaracja", "wstep", "podmiot", "url", "data-publikacja", "data-aktualizacja", "status", "data-sporzadzenie",
        "ocena", "kontakt", "osoba", "email", "telefon", "procedura", "architektura", "aplikacje",
    ].map { "a11y-\($0)" }

    /// Those that a page lacks, or has more than once.
    static func lostIDs(in page: HTML) -> [String] {
        ids.filter { page.markup.ranges(of: "id=\"\($0)\"").count != 1 }
    }

    func response(_ visit: Visit) -> Response {
        PublicPage(title: visit.words("accessibility.title")).response(visit, content(visit))
    }

    func content(_ visit: Visit) -> HTML {
        let content = visit.town.profile.accessibility.map { declaration($0, visit) } ?? statement(visit)
        return """
            <div class="measure stack" id="a11y-deklaracja"><h1>\(visit.words("accessibility.title"))</h1>
            \(content)</div>
            """
    }

    /// Nothing that any law asks for in this form.
    private func statement(_ visit: Visit) -> HTML {
        let (words, email) = (visit.words, visit.town.profile.office.email)
        return """
            <p>\(words("accessibility.made"))</p>
            <p>\(words("accessibility.tell")) \(ContactFacts.mail(email))</p>
            """
    }

    private func declaration(_ declared: Profile.Accessibility, _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            \(intro(declared, visit))
            <h2>\(words("accessibility.state"))</h2>
            <p id="a11y-status">\(status(declared.status, words))</p>
            \(gaps(declared, words))
            <p>\(words("accessibility.made"))</p>
            \(assessment(declared, words))
            \(contact(declared.contact, words))
            \(procedure(words))
            <h2 id="a11y-architektura">\(words("accessibility.architecture"))</h2>
            <p>\(HTML(paragraphs: words(declared.architecture)))</p>
            <h2 id="a11y-aplikacje">\(words("accessibility.apps"))</h2>
            <p>\(words("accessibility.apps.none"))</p>
            """
    }

    private func intro(_ declared: Profile.Accessibility, _ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <p id="a11y-wstep"><span id="a11y-podmiot">\(words(visit.town.profile.office.name))</span> \
            \(words("accessibility.intro")) <a id="a11y-url" href="\(visit.path(""))">\(visit.link(""))</a>.</p>
            <ul class="bullets">
            <li>\(words("accessibility.published")) \(day(declared.published, "a11y-data-publikacja"))</li>
            <li>\(words("accessibility.updated")) \(day(declared.updated, "a11y-data-aktualizacja"))</li>
            </ul>
            """
    }

    private func day(_ day: CivilDate, _ id: StaticString) -> HTML {
        "<time id=\"\(HTML(trusted: "\(id)"))\" datetime=\"\(day.description)\">\(day.description)</time>"
    }

    private func status(_ status: Profile.Accessibility.Status, _ words: Words) -> String {
        switch status {
        case .full: words("accessibility.status.full")
        case .partial: words("accessibility.status.partial")
        case .none: words("accessibility.status.none")
        }
    }

    private func gaps(_ declared: Profile.Accessibility, _ words: Words) -> HTML? {
        guard !declared.gaps.isEmpty else { return nil }
        let items = declared.gaps.html { "<li>\(words($0.what)) \(words($0.why))</li>\n" }
        return "<h3>\(words("accessibility.gaps"))</h3>\n<ul class=\"bullets\">\n\(items)</ul>"
    }

    private func assessment(_ declared: Profile.Accessibility, _ words: Words) -> HTML {
        let by: HTML =
            declared.assessment.auditor.map { auditor in
                "\(words("accessibility.assessed.auditor")) <span id=\"a11y-audytor\">\(auditor)</span>."
            } ?? HTML(text: words("accessibility.assessed.office"))
        return """
            <h2>\(words("accessibility.preparation"))</h2>
            <p>\(words("accessibility.prepared")) \(day(declared.prepared, "a11y-data-sporzadzenie")).</p>
            <p id="a11y-ocena">\(by)</p>
            """
    }

    private func contact(_ contact: Profile.Accessibility.Contact, _ words: Words) -> HTML {
        """
        <h2 id="a11y-kontakt">\(words("accessibility.contact"))</h2>
        <p>\(words("accessibility.contact.lead"))</p>
        <ul class="bullets">
        <li>\(words("accessibility.person")): <span id="a11y-osoba">\(words(contact.person))</span></li>
        <li>\(words("contact.email")): <a id="a11y-email" href="mailto:\(contact.email)">\(contact.email)</a></li>
        <li>\(words("contact.phone")): <a id="a11y-telefon" href="tel:\(contact.phone.filter { $0 != " " })">\(contact.phone)</a></li>
        </ul>
        """
    }

    private func procedure(_ words: Words) -> HTML {
        """
        <h2 id="a11y-procedura">\(words("accessibility.procedure"))</h2>
        <p>\(words("accessibility.procedure.who"))</p>
        <p>\(words("accessibility.procedure.request"))</p>
        <p>\(words("accessibility.procedure.terms"))</p>
        <p>\(words("accessibility.procedure.complaint"))</p>
        """
    }
}
